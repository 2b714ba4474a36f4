# The cells of a line of CSV into out, from 1; how many there are. Quoted cells hold no line break.
function cells(line, out,   n, i, c, q, cell) {
    n = 0; q = 0; cell = ""; split("", out)
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (q) {
            if (c != "\"") cell = cell c
            else if (substr(line, i + 1, 1) == "\"") { cell = cell "\""; i++ }
            else q = 0
        } else if (c == "\"") q = 1
        else if (c == ",") { out[++n] = cell; cell = "" }
        else cell = cell c
    }
    out[++n] = cell
    return n
}
