# The median of list[1..n], which is in order afterwards. Put in front of a program: awk "$median"'…'.
function median(list, n,    i, k, t) {
    for (i = 2; i <= n; i++)
        for (k = i; k > 1 && list[k] < list[k - 1]; k--) {
            t = list[k]; list[k] = list[k - 1]; list[k - 1] = t
        }
    return list[int((n + 1) / 2)]
}
