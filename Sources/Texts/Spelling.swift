/// Finds what somebody probably meant.
enum Spelling {
    /// The most similar of the candidates, where one is similar enough.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let bound = max(2, word.count / 3)
        let ranked = candidates.map { (distance(word, $0), $0) }.filter { $0.0 <= bound }
        return ranked.min { $0 < $1 }?.1
    }

    /// How many characters must be inserted, removed or replaced (Levenshtein).
    static func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other)
        var row = Array(0...other.count)
        for (i, left) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in other.enumerated() {
                let replaced = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[other.count]
    }
}
