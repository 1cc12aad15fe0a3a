const page = document.querySelector("main"), { exam, student, paper, unread, read, or, saved, unsaved } = page.dataset;
const key = `${exam}/${student}/${paper}`, inputs = page.querySelectorAll("input"), [button, state] = page.lastElementChild.children;
const fail = () => { throw 0 }, plain = t => t.normalize("NFKC"), from = "−–—·×∙⋅÷∕⁄:[{]}’′";
let kept, draft = {};

function value(t, big, tight) {
    let s;
    const take = r => (s = t.match(r)) && (t = t.slice(s[0].length).trim(), s = s[0].trim());
    const sign = () => take(/^[+-](?!\s*[+-])/);
    const literal = (n, power) => {
        const p = n.match(/^([1-9]\d{0,2})([.,'\s])(\d{3})((?!\2)[.,]\d*)?$/), simple = /^\d*[.,]?\d*$/.test(n);
        return Math.abs(power) > 64 ? fail() : +((p && (big || !simple) ? p[1] + p[3] + (p[4] || "") : simple ? n : fail()).replace(",", ".") + "e" + power);
    };
    const atom = () => {
        if (take(/^[\d.,][\d.,'\s]*(e[+-]?\d\d?(?![\w.,]))?/i)) return literal(...(s + "e0").split(/\s*e/i));
        if (take(/^\(/)) {
            const x = sum(1);
            return take(/^\)/) ? x : fail();
        }
        take(/^(pi|π|e|sqrt|√|l[ndg]|log10|log2|log|exp|(sin|cos|tan)h?|abs)(?!\p{L})/iu) || fail();
        s = s.toLowerCase();
        const f = Math[{ pi: "PI", π: "PI", e: "E", ln: "log", ld: "log2", lg: "log10", "√": "sqrt" }[s] || s];
        return f.call ? f(t[0] == "(" ? atom() : sum(3)) : f;
    };
    const sum = low => {
        let x = sign() ? (s + 1) * sum(low | 3) : atom();
        for (;;)
            if (take(/^\^/)) x **= Math.abs(s = sum(6)) > 64 ? fail() : s;
            else if (low < 6 && take(/^%/)) x /= 100;
            else if (low < 3 && take(/^[*/]/)) x = s == "*" ? x * sum(3) : x / sum(3);
            else if (low < 2 && sign()) x += (s + 1) * sum(2);
            else if (low < (tight ? 5 : 3) && /^[\p{L}√(]/u.test(t)) x *= sum(5);
            else return Math.abs(x) <= 1e150 ? x : fail();
    };
    s = sum(1);
    return t ? fail() : +s.toPrecision(9);
}

function show(t, unit, big) {
    t = plain(t.replace(/[⁰¹²³⁴-⁹⁺⁻⁽⁾]+/g, m => `^(${plain(m)})`).replace(/(\d*)([¼-¾⅐-⅞])/g, (_, d, h) => `(${d && d + "+"}${plain(h)})`))
        .replace(/./gu, c => "---****////(())''"[from.indexOf(c)] || c).replace(/\*\*/g, "^")
        .replace(/^[^=≈]*\p{L}[^=≈]*[=≈]/u, "").trim();
    if (unit && t.endsWith(unit)) t = t.slice(0, -unit.length).trim();
    t = t.replace(/([\d)])\s*x\s*(?=[\d(])/gi, "$1*");
    return [...new Set([0, 1, 2, 3].map(n => value(t, n & big, n & 2)))].join(or);
}

function text() {
    const answers = {};
    for (const i of inputs) {
        const { q, f, unit, big } = i.dataset, told = i.nextElementSibling, typed = i.value.trim();
        if (typed && (unit != null || i.checked)) (answers[q] ??= {})[f] = i.value;
        if (unit != null) try {
            told.value = typed && read + show(typed, unit, big);
        } catch { told.value = unread }
    }
    return JSON.stringify({ schema: "grader/answers/1", exam, student, paper, answers });
}

function keep() {
    const now = text();
    try {
        localStorage[key] = JSON.stringify([now, kept]);
    } catch { page.className = "lost" }
    state.textContent = now == kept ? saved : unsaved;
}

try {
    [draft, kept] = JSON.parse(localStorage[key]);
    draft = JSON.parse(draft).answers;
} catch { }
for (const i of inputs) {
    const { q, f, unit } = i.dataset, old = draft[q]?.[f] || "";
    unit != null ? i.value = old : i.checked = i.value == old;
}
page.oninput = keep;
button.onclick = () => {
    const a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob([kept = text()]));
    a.download = exam + "-" + student + ".answers.json";
    a.click();
    keep();
};
onbeforeunload = e => state.textContent == unsaved && e.preventDefault();
keep();
