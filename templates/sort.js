for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0], rows = [...body.rows];
  const key = (row, at, numbers) => {
    const cell = row.cells[at], text = cell.dataset.key || cell.textContent.trim();
    if (!numbers) return text;
    const value = parseFloat(text.split(": ").pop());
    return isNaN(value) ? Infinity : value;
  };
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const numbers = at && (head.className || table.classList.contains("sheet"));
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") != "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      rows.sort((a, b) => {
        const one = key(a, at, numbers), two = key(b, at, numbers);
        if (one === two) return 0;
        if (one === Infinity || two === Infinity) return one === Infinity ? 1 : -1;
        const order = numbers ? one - two : one.localeCompare(two, undefined, {numeric: true});
        return up ? order : -order;
      });
      body.append(...rows);
    });
  });
}
