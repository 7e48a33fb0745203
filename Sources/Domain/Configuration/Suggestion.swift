/// «did you mean»: the known word nearest to one that is not known.
package enum Suggestion {
    /// The nearest word, where one is near enough to be meant.
    package static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        let limit = max(1, word.count / 3)
        return
            known
            .map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?
            .word
    }

    /// `; did you mean "x"?`, or nothing where nothing is near.
    package static func phrase(for word: String, among known: some Sequence<String>) -> String {
        nearest(to: word, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// How many letters must be inserted, removed, replaced or swapped (Levenshtein, with swaps).
    package static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        var rows = [Array(0...right.count)]
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let replaced = rows[i][j] + (left[i] == right[j] ? 0 : 1)
                var best = min(rows[i][j + 1] + 1, row[j] + 1, replaced)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, rows[i - 1][j - 1] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
