import Domain

/// A time that a clock shows, in minutes since midnight.
struct TimeOfDay: Hashable {
    let minutes: Int

    /// As the file writes it, such as `09:00`.
    var text: String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }
}

extension Form where Value == TimeOfDay {
    /// A time that a clock shows.
    static var timeOfDay: Self {
        parsed("a time of day such as \"09:00\"", written: \.text) { text in
            guard let match = text.wholeMatch(of: /([0-9]{1,2}):([0-9]{2})/),
                let hour = Int(match.1), let minute = Int(match.2), hour < 24, minute < 60
            else { return nil }
            return TimeOfDay(minutes: hour * 60 + minute)
        }
    }
}
