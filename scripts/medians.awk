# Reads what `go test -bench -benchmem -count N` prints and writes one line per
# package, benchmark and unit: the median of the N values, tab-separated, in
# the order in which they first came.
#
# A line reads: BenchmarkName-2   1234   5678 ns/op   90 B/op   12 allocs/op

/^pkg: / { pkg = $2 }

/^Benchmark/ && NF >= 4 {
	name = $1
	sub(/-[0-9]+$/, "", name)
	sub(/^Benchmark/, "", name)
	for (i = 3; i < NF; i += 2) {
		key = pkg "\t" name "\t" $(i + 1)
		if (!(key in count)) order[++keys] = key
		value[key, ++count[key]] = $i
	}
}

END {
	for (k = 1; k <= keys; k++) {
		key = order[k]
		n = count[key]
		for (i = 2; i <= n; i++) {
			v = value[key, i]
			for (j = i - 1; j >= 1 && value[key, j] + 0 > v + 0; j--) value[key, j + 1] = value[key, j]
			value[key, j + 1] = v
		}
		median = n % 2 ? value[key, (n + 1) / 2] : (value[key, n / 2] + value[key, n / 2 + 1]) / 2
		printf "%s\t%.10g\t%d\n", key, median, n
	}
}
