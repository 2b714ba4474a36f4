# A file stops at 450 lines, a function at 60, counted from the { to the } in the first column (the
# layout of functions that clang-format keeps here; initializers and types close with "};").
function file_ends() {
    if (lines > 450)
        wrong(name ": " lines " lines (at most 450)")
}
function wrong(why) {
    print why
    bad = 1
}
FNR == 1 {
    file_ends()
    name = FILENAME
    head = ""
    start = 0
}
{ lines = FNR }
/^[A-Za-z_].*\(/ { head = $0 }
/^{/ { start = FNR }
/^}$/ && start {
    if (FNR - start + 1 > 60) {
        sub(/\(.*/, "", head)
        sub(/.*[ *]/, "", head)
        wrong(name ":" start ": " head " has " (FNR - start + 1) " lines (at most 60)")
    }
    start = 0
}
END {
    file_ends()
    exit bad
}
