"""The recipes of docs/ci: each is parsed, and its commands are run on a small course in a scratch folder.

The commands come from the recipe itself. Left out are only those lines that `INSTALLS` matches: they install packages
or change a setting of the machine. What an action of the forge does (check out a repository, keep files) is done here
by hand, from what the recipe passes to it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
RECIPES = ROOT / "docs" / "ci"
PAGES = sorted(RECIPES.glob("*.md"))
GITHUB_LIKE = ["github.yml", "gitea.yml", "own-runner.yml", "github-central.yml"]
INSTALLS = re.compile(r"(sudo sysctl|apt-get update|python -m pip install) ")
EXPRESSION = re.compile(r"\$\{\{ *(.+?) *\}\}")


def recipe(name):
    return yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))


def steps_of(name):
    (job,) = recipe(name)["jobs"].values()
    return job["steps"]


def git(*arguments, cwd):
    who = ("-c", "user.name=ada", "-c", "user.email=ada@student.example")
    subprocess.run(["git", *who, *arguments], cwd=cwd, check=True, capture_output=True)


def commit_all(folder):
    git("init", "-q", "-b", "main", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-q", "-m", "Work", cwd=folder)
    return folder


class Forge:
    """A scratch folder in which the commands of a recipe run: ``course`` and the work lie where it checks them out."""

    def __init__(self, workshop, environment):
        self.root = workshop.root / "job"
        self.temporary = workshop.root / "temporary"
        self.course = self.root / "course"
        for folder in (self.root, self.temporary):
            folder.mkdir()
        self.skipped = []
        tools = Path(sys.executable).parent
        around = {
            name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GRADER_"))
        }
        self.environment = {
            **around,
            **environment,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary.md"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTOR": "ada",
            "HOME": str(self.temporary),
        }
        self.values = {
            "runner.temp": str(self.temporary),
            "github.ref": "refs/heads/main",
            "secrets.GRADER_SECRET": "a secret of thirty-two characters",
            "secrets.COURSE_TOKEN": "token",
            "secrets.STUDENTS_TOKEN": "token",
        }

    def put_course(self, workshop, folder):
        """The repository of a course: it holds no secret, but a wheel and requirements."""
        for name in ("assignments", "reference"):
            shutil.copytree(workshop.root / name, folder / name, ignore=shutil.ignore_patterns(".grader"))
        (folder / "requirements.txt").write_text("numpy\n")
        (folder / "grader-0.1.0-py3-none-any.whl").write_bytes(b"")

    def put_work(self, text, folder):
        folder.mkdir(parents=True)
        (folder / "sums.py").write_text(text)
        return folder

    def expand(self, text):
        return EXPRESSION.sub(lambda match: self.values[match[1]], str(text))

    def run(self, script, **variables):
        """Run a script as a step: stop at the first line that fails. Lines that install are left out."""
        lines = []
        for line in self.expand(script).splitlines():
            (self.skipped if INSTALLS.match(line.strip()) else lines).append(line)
        return subprocess.run(
            ["bash", "-e", "-c", "\n".join(lines)], cwd=self.root, capture_output=True, text=True, check=False,
            env={**self.environment, **{name: self.expand(value) for name, value in variables.items()}}, timeout=60,
        )  # fmt: skip

    def run_steps(self, name):
        """Run the commands of a workflow in order. Returns what each printed, until one fails."""
        (job,) = recipe(name)["jobs"].values()
        done = []
        for step in (step for step in job["steps"] if "run" in step):
            done.append(self.run(step["run"], **job.get("env", {}), **step.get("env", {})))
            if done[-1].returncode != 0:
                break
        return done

    def kept(self, name):
        """The files that the workflow keeps, whatever happened before."""
        (step,) = [step for step in steps_of(name) if "upload-artifact" in step.get("uses", "")]
        assert step["if"] == "always()"
        folder = self.root / step["with"]["path"]
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def forge(workshop, clean_environment):
    return Forge(workshop, clean_environment)


@pytest.mark.parametrize("name", GITHUB_LIKE)
def test_a_workflow_says_when_it_runs_and_may_only_read(name):
    text = recipe(name)
    assert text[True]  # YAML takes the key "on" for true
    assert name == "gitea.yml" or text["permissions"] == {
        "contents": "read"
    }  # not every version knows the key
    (job,) = text["jobs"].values()
    assert job["timeout-minutes"] > 0


@pytest.mark.parametrize("name", GITHUB_LIKE)
def test_every_action_is_named_by_its_commit_and_no_checkout_keeps_its_token(name):
    used = [step for step in steps_of(name) if "uses" in step]
    assert [s["uses"] for s in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", s["uses"])] == []
    checkouts = [step for step in used if "checkout@" in step["uses"]]
    assert {step["with"]["persist-credentials"] for step in checkouts} == {False}


@pytest.mark.parametrize("name", GITHUB_LIKE)
def test_the_actions_are_those_that_the_projects_own_workflow_uses(name):
    own = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    for step in steps_of(name):
        if re.search("checkout@|setup-python@", step.get("uses", "")):
            assert step["uses"] in own


@pytest.mark.parametrize("name", ["github.yml", "gitea.yml"])
def test_work_is_graded_against_a_course_that_lies_beside_it(forge, workshop, submissions, name):
    paths = [step["with"]["path"] for step in steps_of(name) if "checkout@" in step.get("uses", "")]
    assert paths == ["work", "course"]
    forge.put_course(workshop, forge.course)
    forge.put_work(submissions["averaged"], forge.root / "work" / "hw1")
    done = forge.run_steps(name)
    assert done[-1].returncode == 1, done[-1].stderr
    assert "Taken: hw1/sums.py" in done[-1].stdout
    assert "::error" in done[-1].stdout
    assert {"junit.xml", "summary.md", "sums/report.html", "sums/report.json"} <= forge.kept(name)
    assert json.loads((forge.root / "grader-results/sums/report.json").read_text())["student"] == "ada"
    assert "3 / 5 points" in (forge.temporary / "summary.md").read_text()
    assert (forge.temporary / "secret").stat().st_mode & 0o077 == 0
    assert "python -m pip install course/grader-*.whl -r course/requirements.txt" in forge.skipped
    assert len(forge.skipped) == (2 if name == "github.yml" else 1)


def test_right_work_ends_the_job_well(forge, workshop, submissions):
    forge.put_course(workshop, forge.course)
    forge.put_work(submissions["right"], forge.root / "work")
    assert [step.returncode for step in forge.run_steps("github.yml")] == [0, 0, 0, 0]


def test_a_class_is_fetched_and_graded_from_the_instructors_side(forge, workshop, submissions):
    forge.values["github.server_url"] = (workshop.root / "server").as_uri()
    forge.values["inputs.assignment"] = "sums"
    forge.put_course(workshop, forge.course)
    for student, kind in {"ada": "right", "ben": "averaged"}.items():
        commit_all(forge.put_work(submissions[kind], workshop.root / "server" / "our-org" / f"hw-{student}"))
    rows = "ada,our-org/hw-ada\ncem,our-org/hw-cem\nben,our-org/hw-ben"  # no line feed at the end
    (forge.course / "students.csv").write_text(rows)
    done = forge.run_steps("github-central.yml")
    assert done[-1].returncode == 0, done[-1].stderr
    assert "::warning::our-org/hw-cem could not be fetched; cem has no submission." in done[2].stdout
    kept = forge.kept("github-central.yml")
    assert {"grades.csv", "index.html"} <= kept
    scores = {
        path.parts[0]: json.loads((forge.root / "results" / path).read_text())["score"]
        for path in map(Path, kept)
        if path.name == "report.json"
    }
    assert scores == {"ada": 5.0, "ben": 3.0, "cem": None}  # on the sheet, without a score
    assert not list((forge.root / "submissions").glob("*/.git"))


def test_a_pipeline_of_gitlab_fetches_the_course_and_grades_the_project(forge, workshop, submissions):
    job = recipe("gitlab.yml")["grade"]
    builds, project = workshop.root / "builds", forge.root
    given = {
        "CI_BUILDS_DIR": str(builds),
        "CI_PROJECT_DIR": str(project),
        "CI_JOB_ID": "7",
        "CI_SERVER_HOST": "gitlab.example",
        "COURSE_TOKEN": "token",
        "GITLAB_USER_LOGIN": "ada",
        "GRADER_SECRET_FILE": str(workshop.write("file-variable", "a secret of thirty-two characters")),
    }
    variables = {
        **given,
        **{n: re.sub(r"\$(\w+)", lambda m: given[m[1]], v) for n, v in job["variables"].items()},
    }
    server = workshop.root / "server"
    forge.put_course(workshop, server / "our-group" / "course.git")
    commit_all(server / "our-group" / "course.git")
    redirect = {  # the address of the recipe leads to a folder here
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{server.as_uri()}/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://course:token@gitlab.example/",
    }
    (project / "sums.py").write_text(submissions["averaged"])
    done = forge.run("\n".join([*job["before_script"], *job["script"]]), **variables, **redirect)
    assert done.returncode == 1, done.stderr
    assert (project / job["artifacts"]["reports"]["junit"]).is_file()
    assert "3 / 5 points" in done.stdout
    assert job["artifacts"]["when"] == "always"
    assert [line.split()[0] for line in forge.skipped] == ["apt-get", "python"]
    assert forge.run("\n".join(job["after_script"]), **variables).returncode == 0
    assert not list(builds.iterdir())


def test_a_pipeline_of_gitlab_installs_nothing_that_lies_in_the_checkout(forge):
    """A student can commit ``pip.py``, which ``python -m pip`` runs there, or wheels where pip keeps its own."""
    job = recipe("gitlab.yml")["grade"]
    write_hostile_pip(forge.root)
    lines = [line for line in job["before_script"] if not line.startswith(("apt-get", "git clone"))]
    assert any("pip install" in line for line in lines)
    script = "\n".join(re.sub(r"pip install .*", "pip --version", line) for line in lines)
    done = forge.run(script.replace("python -m pip", "exec python -m pip"))
    assert (done.returncode, done.stdout[:4]) == (0, "pip "), done.stderr
    assert "cache" not in job
    assert "--no-cache-dir" in lines[-1]


def write_hostile_pip(folder):
    (folder / "pip.py").write_text("raise SystemExit(77)\n")


@pytest.fixture
def own_runner(forge, workshop):
    """A runner of one's own: the home of the user ``grader``, and ``sudo`` that runs a command as it is."""
    home = workshop.root / "srv"
    forge.put_course(workshop, home / "course")
    (home / "course/assignments/.grader").mkdir()
    (home / "course/assignments/.grader/secret").write_text("a secret of thirty-two characters")
    (home / "venv/bin").mkdir(parents=True)
    (home / "venv/bin/grader").symlink_to(Path(sys.executable).parent / "grader")
    text = (RECIPES / "own-runner/grade-checkout").read_text()
    assert text.count("home=/srv/grader\n") == 1
    wrapper = workshop.write("bin/grade-checkout", text.replace("home=/srv/grader\n", f"home={home}\n"))
    wrapper.chmod(0o755)
    sudo = f'#!/bin/bash\n[ "$*" = "-n -u grader /usr/local/bin/grade-checkout" ] && exec {wrapper}\n'
    workshop.write("bin/sudo", sudo).chmod(0o755)
    forge.environment["PATH"] = f"{wrapper.parent}{os.pathsep}{forge.environment['PATH']}"
    return forge


def test_a_runner_of_ones_own_grades_without_showing_the_course_to_the_job(own_runner, submissions):
    own_runner.put_work(submissions["averaged"], own_runner.root / "work")
    (done,) = own_runner.run_steps("own-runner.yml")
    assert done.returncode == 1, done.stderr
    assert {"junit.xml", "sums/report.html"} <= own_runner.kept("own-runner.yml")
    assert "3 / 5 points" in (own_runner.temporary / "summary.md").read_text()
    assert own_runner.skipped == []


def green_for_practice(own_runner):
    """The workflow with the line that stands there as a comment."""
    text = (RECIPES / "own-runner.yml").read_text()
    (line,) = re.findall(r"(?m)^ +# (if .+; fi)$", text)
    (script,) = [step["run"] for step in steps_of("own-runner.yml") if "run" in step]
    assert script.count('exit "$code"') == 1
    return own_runner.run(script.replace('exit "$code"', f'{line}\nexit "$code"')).returncode


@pytest.mark.parametrize(("kind", "code"), [("right", 0), ("averaged", 1)])
def test_the_job_is_red_where_points_are_missing_unless_the_workflow_says_otherwise(
    own_runner, submissions, kind, code
):
    own_runner.put_work(submissions[kind], own_runner.root / "work")
    (done,) = own_runner.run_steps("own-runner.yml")
    assert done.returncode == code
    assert green_for_practice(own_runner) == 0


@pytest.mark.parametrize(
    ("fault", "code"),
    [("rm work/sums.py", 5), ("printf '\\377' > work/sums.py", 4), ("echo 'x = y' >> {reference}", 3)],
)
def test_what_was_not_graded_is_red_whatever_the_workflow_says(
    own_runner, workshop, submissions, fault, code
):
    own_runner.put_work(submissions["right"], own_runner.root / "work")
    own_runner.run(fault.format(reference=workshop.root / "srv/course/reference/sums.py"))
    (done,) = own_runner.run_steps("own-runner.yml")
    assert done.returncode == code
    assert green_for_practice(own_runner) == code


def test_a_runner_that_refuses_the_command_is_red_and_gives_classroom_50_no_result(
    own_runner, workshop, submissions
):
    commit_all(own_runner.put_work(submissions["right"], own_runner.root / "work"))
    (own_runner.root / "grader-results").mkdir()
    (own_runner.root / "grader-results" / "junit.xml").write_text("of the job before")
    workshop.write("bin/sudo", "#!/bin/sh\nexit 1\n").chmod(0o755)
    assert green_for_practice(own_runner) != 0
    assert autograde(own_runner, workshop.root / "bundle").returncode == 3


def test_grading_that_takes_too_long_is_red_and_said(own_runner, workshop, submissions):
    wrapper = workshop.root / "bin" / "grade-checkout"
    text = wrapper.read_text()
    assert text.count("most_minutes=13 ") == 1
    assert text.count('"${most_minutes}m"') == 1
    wrapper.write_text(text.replace('"${most_minutes}m"', "0.1s"))
    own_runner.put_work(submissions["right"], own_runner.root / "work")
    (done,) = own_runner.run_steps("own-runner.yml")
    assert done.returncode == 124
    assert "not graded: it took longer than 13 minutes" in done.stderr


def test_what_cannot_be_graded_fails_the_job_and_keeps_what_there_is(own_runner):
    own_runner.put_work("", own_runner.root / "work")
    (own_runner.root / "work" / "sums.py").write_bytes(b"\xff")
    (done,) = own_runner.run_steps("own-runner.yml")
    assert done.returncode == 4
    assert "sums/report.json" in own_runner.kept("own-runner.yml")


def test_a_checkout_without_work_fails_the_job(own_runner):
    (own_runner.root / "work").mkdir()
    (done,) = own_runner.run_steps("own-runner.yml")
    assert done.returncode == 5


def test_every_variable_that_the_rule_for_sudo_keeps_is_one_that_grader_reads():
    rule = (RECIPES / "own-runner/sudoers").read_text()
    kept = set(re.findall(r"[A-Z][A-Z_]+", " ".join(re.findall(r'env_keep \+= "([^"]*)"', rule))))
    sources = [ROOT / "grader/cli/classroom_job.py", ROOT / "grader/cli/ci_command.py"]
    read = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)*)"', "\n".join(path.read_text() for path in sources)))
    assert kept <= read
    assert {"CLASSROOM", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL"} <= kept


CLASSROOM = {
    "CLASSROOM": "dl", "ASSIGNMENT": "hw1", "SUBMISSION_TAG": "submit/1", "COMMIT_URL": "https://git.example/c/1",
    "RELEASE_URL": "https://git.example/r/1", "OWNER": "ada", "ASSIGNMENT_TYPE": "individual",
}  # fmt: skip


def autograde(forge, bundle, text=str):
    """Run the recipe as Classroom 50 does: the script lies in the bundle, the current folder is the checkout."""
    bundle.mkdir(exist_ok=True)
    (bundle / "autograder.py").write_text(text((RECIPES / "classroom50/autograder.py").read_text()))
    return subprocess.run(
        [sys.executable, bundle / "autograder.py"], cwd=forge.root / "work", capture_output=True, text=True,
        check=False, env={**forge.environment, **CLASSROOM}, timeout=60,
    )  # fmt: skip


def test_classroom_50_runs_the_public_tests_of_the_handout_in_its_bundle(forge, workshop, call, submissions):
    bundle = workshop.root / "bundle"
    bundle.mkdir()
    made = call("handout", "sums", bundle / "handout", "--course", workshop.course, cwd=workshop.root)
    assert made.code == 0
    work = forge.put_work(submissions["averaged"], forge.root / "work")
    (work / "public").mkdir()
    (work / "public" / "test_public.py").write_text("raise SystemExit(77)\n")  # the student's, never run
    (work / "assignment.toml").mkdir()
    (work / "result.json").symlink_to(workshop.root / "elsewhere")
    commit_all(work)
    done = autograde(forge, bundle)
    assert done.returncode == 0, done.stderr
    assert not (workshop.root / "elsewhere").exists()
    result = json.loads((work / "result.json").read_text())
    assert (result["schema"], result["classroom"]) == ("classroom50/result/v1", "dl")
    assert [test["passed"] for test in result["tests"]] == [False, True]
    assert (result["score"], result["max-score"]) == (300, 500)
    assert all(type(test["score"]) is int for test in result["tests"])
    assert result["datetime"].endswith("Z")


def test_classroom_50_installs_its_wheel_outside_the_checkout(forge, workshop):
    """A student can commit ``pip.py``, which ``python -m pip`` runs there."""
    work, bundle = forge.put_work("", forge.root / "work"), workshop.root / "bundle"
    (bundle / "handout").mkdir(parents=True)
    (bundle / "requirements.txt").write_text("")
    write_hostile_pip(work)
    forge.environment["PATH"] = os.defpath  # no grader there, so the recipe installs its wheel
    done = autograde(forge, bundle)
    assert done.returncode == 1
    assert "assignment.toml" in done.stderr.splitlines()[-1]  # reached after the installation


def test_classroom_50_has_the_whole_course_graded_by_a_runner_of_ones_own(own_runner, workshop, submissions):
    work = own_runner.put_work(submissions["averaged"], own_runner.root / "work")
    commit_all(work)
    done = autograde(own_runner, workshop.root / "bundle")
    assert done.returncode == 0, done.stderr
    result = json.loads((work / "result.json").read_text())
    assert (result["score"], result["max-score"], result["owner"]) == (300, 500, "ada")
    assert len(result["tests"]) == 7
    assert "3 / 5 points" in (work / "release-body.md").read_text()


def test_classroom_50_is_told_of_a_fault_by_the_exit_code_and_gets_no_result(
    own_runner, workshop, submissions
):
    work = own_runner.put_work(submissions["right"], own_runner.root / "work")
    commit_all(work)
    (workshop.root / "srv/course/reference/sums.py").write_text("def total(x):\n    return 0.0\n")
    done = autograde(own_runner, workshop.root / "bundle")
    assert done.returncode == 3
    assert not (work / "result.json").exists()


def test_classroom_50_takes_no_result_that_the_student_committed(own_runner, workshop, submissions):
    work = own_runner.put_work(submissions["right"], own_runner.root / "work")
    (work / "result.json").write_text('{"schema": "classroom50/result/v1", "score": 500, "max-score": 500}')
    commit_all(work)
    (workshop.root / "srv/course/reference/sums.py").write_text("def total(x):\n    return 0.0\n")
    done = autograde(own_runner, workshop.root / "bundle")
    assert done.returncode == 3
    assert "Not graded, which is not a score of zero" in done.stderr
    assert not (work / "result.json").exists()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("sleep 9", 3),
        ("exit 3", 3),
        ("echo '[]'", 3),
        ("kill -TERM $$", 3),
        ("kill -TERM $PPID; sleep 9", -15),
    ],
)
def test_classroom_50_gets_no_zero_where_the_public_tests_came_to_no_end(
    forge, workshop, call, submissions, body, code
):
    bundle = workshop.root / "bundle"
    bundle.mkdir()
    assert (
        call("handout", "sums", bundle / "handout", "--course", workshop.course, cwd=workshop.root).code == 0
    )
    work = forge.put_work(submissions["right"], forge.root / "work")
    (work / "result.json").write_text('{"score": 0}')
    commit_all(work)
    workshop.write("bin/grader", f"#!/bin/sh\n{body}\n").chmod(0o755)
    forge.environment["PATH"] = f"{workshop.root / 'bin'}{os.pathsep}{forge.environment['PATH']}"
    done = autograde(forge, bundle, text=lambda t: t.replace("timeout=60 * MINUTES", "timeout=0.5"))
    assert done.returncode == code, done.stderr
    assert not (work / "result.json").exists()


def test_every_recipe_has_a_page_and_the_index_names_it_with_what_holds_there():
    index = (RECIPES / "README.md").read_text(encoding="utf-8")
    rows = [row for row in index.splitlines() if row.startswith("| [")]
    linked = set(re.findall(r"\]\(([^)]+\.md)\)", "\n".join(rows)))
    assert linked == {page.name for page in PAGES} - {"README.md"}
    columns = {row.count(" | ") for row in rows}
    assert len(columns) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_exists(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (page.parent / target).exists(), target


def test_every_file_of_the_recipes_is_linked_from_a_page():
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    files = {path.relative_to(RECIPES).as_posix() for path in RECIPES.rglob("*") if path.is_file()}
    files -= {"README.md"} | {name for name in files if "__pycache__" in name}
    assert files - set(re.findall(r"\]\(([^)#]+)\)", text)) == set()


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "README.md"], ids=lambda page: page.name)
def test_a_page_says_where_hidden_tests_lie_which_level_holds_and_what_a_student_could_reach(page):
    headings = re.findall(r"(?m)^## (.+)$", page.read_text(encoding="utf-8"))
    wanted = {"Where hidden tests lie", "Isolation", "What a student could reach"}
    assert wanted <= set(headings)


def test_a_command_of_grader_in_a_page_or_recipe_is_one_that_there_is():
    from grader.cli import _COMMANDS

    for path in [*PAGES, *RECIPES.rglob("*.yml")]:
        named = re.findall(r"(?m)(?:^|`|- )grader ([a-z]+)", path.read_text(encoding="utf-8"))
        assert set(named) <= set(_COMMANDS), path.name


def test_no_recipe_has_versions_beyond_those_of_the_project():
    supported = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert supported == ">=3.11"
    pythons = re.findall(r'python-version: "3\.(\d+)"|python:3\.(\d+)', "".join(
        path.read_text() for path in RECIPES.glob("*.yml")
    ))  # fmt: skip
    assert {int(a or b) for a, b in pythons} <= set(range(11, 15))


def test_what_the_page_of_gradescope_quotes_is_what_students_read():
    from grader.messages import say

    page = (RECIPES / "gradescope.md").read_text(encoding="utf-8")
    values = {"memory": {"memory": 712}, "time": {"minutes": 9}, "work": {"module": "metrics.py"}}
    for reason in ("setup", "memory", "time", "work", "fault"):
        sentence = say(f"pack.not_graded.{reason}", **values.get(reason, {}))
        first = re.match(r".+?[a-z]\.(?= |$)", sentence)
        assert f"| Not graded: {first[0]}" in page
