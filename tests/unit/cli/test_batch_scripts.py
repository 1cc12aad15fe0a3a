"""The scripts of docs/cluster: each is parsed, its commands are known, and its shards are graded and merged."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from grader.cli import cli

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "docs" / "cluster"
PAGE = ROOT / "docs" / "cluster.md"
STUDENTS = ("ada", "bob", "cat", "dan", "eve")
GRADER = re.compile(r"^\s*(?:- )?(grader [^&|#\n]*)", re.MULTILINE)


def text_of(name):
    return (SCRIPTS / name).read_text(encoding="utf-8")


def commands(text):
    """The commands of grader in a script or page, as lists of arguments."""
    found = [shlex.split(line) for line in GRADER.findall(text.replace("\\\n", " "))]
    return [command[1:] for command in found]


def parsed(arguments):
    """What click makes of a command. An option that does not exist, or an argument too many, is an error."""
    command, context = cli, click.Context(cli, info_name="grader")
    while isinstance(command, click.Group):
        command = command.get_command(context, arguments[0])
        assert command is not None, f"there is no command {arguments[0]}"
        context, arguments = click.Context(command, info_name=arguments[0], parent=context), arguments[1:]
    options, rest, _ = command.make_parser(context).parse_args(list(arguments))
    assert not rest, f"{arguments}: too many arguments"
    return options


def job_of_kubernetes():
    return yaml.safe_load(text_of("kubernetes.yaml"))["spec"]


def run(script, workshop, *arguments, **variables):
    around = {
        name: value for name, value in os.environ.items() if not name.startswith(("SLURM_", "GRADER_", "CI_"))
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", *arguments] if script is None else ["bash", "-c", script],
        cwd=workshop.root, env={**around, **workshop.environment, "PATH": path, **variables}, timeout=120,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def merged_scores(workshop, folder="results"):
    done = workshop.run("merge", workshop.root / folder)
    assert done.code == 0, done.err
    rows = (workshop.root / folder / "grades.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {row.split(",")[0]: float(row.split(",")[1]) for row in rows}


WANTED = {**dict.fromkeys(STUDENTS[:4], 5.0), "eve": 3.0}


@pytest.fixture
def handed_in(workshop):
    workshop.hand_in(*STUDENTS[:4])
    workshop.hand_in(STUDENTS[4], kind="averaged")
    workshop.submissions.rename(workshop.root / "submissions")
    return workshop


@pytest.mark.parametrize("name", ["slurm.sh", "kubernetes.yaml", "github.yml", "gitlab.yml", "../cluster.md"])
def test_every_command_in_it_is_one_of_grader(name):
    found = [parsed(arguments) for arguments in commands(text_of(name))]
    assert any(options.get("shard_text") for options in found)


def test_a_command_that_does_not_exist_is_found():
    with pytest.raises(click.NoSuchOption):
        parsed(["grade", "class", "-o", "out", "--shards", "1/2"])
    with pytest.raises(AssertionError, match="too many arguments"):
        parsed(["merge", "results", "twice"])


@pytest.mark.parametrize(
    "script", [text_of("slurm.sh"), job_of_kubernetes()["template"]["spec"]["containers"][0]["args"][0]]
)
def test_the_shell_reads_it_without_an_error(script):
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_a_slurm_array_grades_a_class(handed_in):
    for task in ("1", "2", "3"):
        done = run(
            None, handed_in, str(SCRIPTS / "slurm.sh"), "submissions", "sums", "results",
            SLURM_ARRAY_TASK_ID=task, SLURM_ARRAY_TASK_COUNT="3", SLURM_CPUS_PER_TASK="1",
            TMPDIR=str(handed_in.root),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert merged_scores(handed_in) == WANTED
    assert not list(handed_in.root.glob("grade.*")), "the folder on the machine is removed"


def test_a_slurm_task_that_ran_before_goes_on_where_it_was(handed_in):
    settings = {"SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_COUNT": "1", "TMPDIR": str(handed_in.root)}
    arguments = (str(SCRIPTS / "slurm.sh"), "submissions", "sums", "results")
    assert run(None, handed_in, *arguments, **settings).returncode == 0
    (record,) = (handed_in.root / "results").rglob(".grader/records/sums/ada.json")
    before = record.read_bytes()
    again = run(None, handed_in, *arguments, **settings)
    assert again.returncode == 0, again.stderr
    assert record.read_bytes() == before
    assert merged_scores(handed_in) == WANTED


def kubernetes_pod(workshop, index, **variables):
    """What the container of a pod does, with folders of this machine."""
    (container,) = job_of_kubernetes()["template"]["spec"]["containers"]
    local = workshop.root / f"local-{index}"
    local.mkdir(exist_ok=True)
    (workshop.root / "results").mkdir(exist_ok=True)
    settings = {each["name"]: each["value"] for each in container["env"]}
    assert settings["SHARDS"] == str(job_of_kubernetes()["completions"])
    settings |= {
        "COURSE": "assignments", "SUBMISSIONS": "submissions", "RESULTS": "results", "LOCAL": str(local), "JOBS": "1",
        "ASSIGNMENT": "sums", "SHARDS": "2", "JOB_COMPLETION_INDEX": str(index),
        "GRADER_SECRET_FILE": str(workshop.root / "assignments/.grader/secret"),
    }  # fmt: skip
    assert container["command"] == ["bash", "-c"]
    return run(container["args"][0], workshop, **{**settings, **variables})


def test_the_pods_of_kubernetes_grade_a_class(handed_in):
    for index in (0, 1):
        done = kubernetes_pod(handed_in, index)
        assert done.returncode == 0, done.stderr
    assert merged_scores(handed_in) == WANTED


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"ASSIGNMENT": "sum"}, 42),
        ({"SHARDS": "0"}, 42),
        ({"SUBMISSIONS": "nowhere"}, 42),
        ({"COURSE": "broken"}, 3),
    ],
)
def test_a_pod_says_whether_to_try_again(handed_in, variables, code):
    """42 is given up by the policy of the job; a fault of the course may be one of the machine."""
    handed_in.write("broken/course.toml", "title = ")
    assert kubernetes_pod(handed_in, 0, **variables).returncode == code
    job = job_of_kubernetes()
    (rule,) = [rule for rule in job["podFailurePolicy"]["rules"] if rule["action"] == "FailIndex"]
    assert rule["onExitCodes"]["values"] == [42]
    assert rule["onExitCodes"]["containerName"] == job["template"]["spec"]["containers"][0]["name"]


def test_a_submission_that_cannot_be_read_ends_a_pod_as_done(handed_in):
    handed_in.write("submissions/fay_sums.py", "").write_bytes(b"\xff\xfe")
    assert kubernetes_pod(handed_in, 0).returncode == 0


def test_the_job_of_kubernetes_is_what_its_policy_needs():
    """A limit for each index needs an indexed job whose pods are never restarted in place."""
    job = job_of_kubernetes()
    assert job["completionMode"] == "Indexed"
    assert job["template"]["spec"]["restartPolicy"] == "Never"
    assert job["backoffLimitPerIndex"] > 0
    volumes = {each["name"] for each in job["template"]["spec"]["volumes"]}
    assert {each["name"] for each in job["template"]["spec"]["containers"][0]["volumeMounts"]} == volumes


def test_a_matrix_of_github_grades_a_class(handed_in):
    jobs = yaml.safe_load(text_of("github.yml"))["jobs"]
    shards = jobs["shard"]["strategy"]["matrix"]["shard"]
    assert shards == list(range(1, len(shards) + 1))
    (handed_in.root / "submissions").rename(handed_in.root / "sums")
    (handed_in.root / "submissions").mkdir()
    (handed_in.root / "sums").rename(handed_in.root / "submissions" / "sums")
    (step,) = [step for step in jobs["shard"]["steps"] if step.get("name") == "Grade one shard"]
    (handed_in.root / "course").symlink_to(".")
    for number in shards:
        expression = step["env"]["SHARD"]
        shard = expression.replace("${{ matrix.shard }}", str(number)).replace(
            "${{ strategy.job-total }}", str(len(shards))
        )
        done = run(step["run"], handed_in, ASSIGNMENT="sums", SHARD=shard)
        assert done.returncode == 0, done.stderr
    (merge,) = [step["run"] for step in jobs["merge"]["steps"] if step.get("name") == "Merge"]
    done = run(merge, handed_in)
    assert done.returncode == 0, done.stderr
    assert merged_scores(handed_in) == WANTED


def test_the_records_travel_between_the_jobs_of_github():
    """They lie in a folder with a dot, which an upload leaves out unless it is asked for."""
    jobs = yaml.safe_load(text_of("github.yml"))["jobs"]
    uploads = [step for step in jobs["shard"]["steps"] if "upload-artifact" in step.get("uses", "")]
    assert [step["with"]["include-hidden-files"] for step in uploads] == [True]
    actions = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in actions)


def test_parallel_jobs_of_gitlab_grade_a_class(handed_in):
    recipe = yaml.safe_load(text_of("gitlab.yml"))
    count = recipe["shard"]["parallel"]
    variables = {**recipe["variables"], "ASSIGNMENT": "sums", "SUBMISSIONS": "submissions"}
    for number in range(1, count + 1):
        script = "\n".join(recipe["shard"]["script"])
        done = run(script, handed_in, **variables, CI_NODE_INDEX=str(number), CI_NODE_TOTAL=str(count))
        assert done.returncode == 0, done.stderr
    done = run("\n".join(recipe["merge"]["script"]), handed_in)
    assert done.returncode == 0, done.stderr
    assert merged_scores(handed_in) == WANTED


def test_the_page_names_every_script():
    assert {path.name for path in SCRIPTS.iterdir()} == set(
        re.findall(r"\]\(cluster/([^)]+)\)", PAGE.read_text())
    )
