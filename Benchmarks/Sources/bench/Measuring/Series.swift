/// How one thing went over time, or over some other quantity.
struct Series: Encodable {
    /// One measurement.
    struct Point: Encodable {
        let x: Double
        let y: Double
    }

    let name: String
    let unit: String
    let points: [Point]

    init(_ name: String, _ unit: String, _ points: [(x: Double, y: Double)]) {
        self.name = name
        self.unit = unit
        self.points = points.map { Point(x: $0.x, y: $0.y) }
    }
}
