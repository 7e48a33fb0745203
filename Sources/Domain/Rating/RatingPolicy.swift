package import Foundation

/// How project managers are rated; section `[rating]` of the configuration.
package struct RatingPolicy: ProcessPolicy {
    package static let section = "rating"
    package static let doc = "Ratings of project managers."

    /// What a rating is worth in which everything is as good as can be.
    package var scale: Decimal
    package var weights: Weights
    /// For how long something said of a manager counts.
    package var window: Period
    /// How its weight becomes less within that time.
    package var fade: Fade
    /// How many reviews make the component full.
    package var reviewsFull: Int
    /// Of one client at most one review counts within this time.
    package var reviewEvery: Duration
    /// What answers are taken to be of whom nobody has answered about, and like how many of them.
    package var survey: Prior
    /// The same of the heads' feedback.
    package var feedback: Prior
    /// How many services of a client make the component full.
    package var matrixFull: Int
    /// The component of a manager without clients.
    package var matrixPrior: Decimal

    /// Every key as it is where nothing is said.
    package static let usual = RatingPolicy()

    /// The share of each component; one together.
    package struct Weights: Equatable, Sendable {
        package var reviews: Decimal
        package var survey: Decimal
        package var feedback: Decimal
        package var matrix: Decimal

        init(_ section: SectionReader) {
            func weight(_ name: String, _ standard: Int, _ doc: String) -> Decimal {
                section.value(
                    name,
                    .quotableNumber(0...1),
                    default: Decimal(standard).hundredths,
                    doc
                )
            }
            reviews = weight("reviews", 25, "reviews that clients wrote")
            survey = weight("survey", 35, "clients' answers to surveys")
            feedback = weight("feedback", 20, "what heads say")
            matrix = weight("matrix", 20, "how many services the clients use")
            guard sum != 1 else { return }
            section.report("the weights must be 1 together, not \(sum)")
        }

        var sum: Decimal { reviews + survey + feedback + matrix }
    }

    /// What is assumed before anybody has said anything.
    package struct Prior: Equatable, Sendable {
        package var value: Decimal
        /// Like this many observations.
        package var weight: Decimal

        package init(_ value: Decimal, weight: Decimal) {
            self.value = value
            self.weight = weight
        }
    }

    /// How what was said loses its weight.
    package enum Fade: String, Vocabulary {
        /// A step with each whole calendar month.
        case months
        /// Not at all, until the window is over.
        case none
    }

    package init(_ section: SectionReader = .nothing) {
        scale = section.value(
            "scale",
            .number(1...1_000_000),
            default: 1000,
            "the rating in which everything is as good as can be"
        )
        window = section.value(
            "window",
            .period,
            default: .months(12),
            "what was said counts for so long; mo: calendar months"
        )
        fade = section.value(
            "fade",
            .choice,
            default: .months,
            "months: weighs less with each whole month; none: whole until the end"
        )
        reviewsFull = section.value(
            "reviews_full",
            .integer(1...10_000),
            default: 10,
            "number of reviews that gives the full mark"
        )
        reviewEvery = section.value(
            "review_every",
            .durationOrNone,
            default: .seconds(90 * 86_400),
            "of one client one review counts within this"
        )
        survey = Prior("survey", 75, 5, "answers", section)
        feedback = Prior("feedback", 50, 2, "feedback", section)
        matrixFull = section.value(
            "matrix_full",
            .integer(1...10_000),
            default: 5,
            "number of a client's services that gives the full mark"
        )
        matrixPrior = section.value(
            "matrix_prior",
            .number(0...1),
            default: Decimal(50).hundredths,
            "of a manager without clients"
        )
        weights = section.section("weights", "The share of each component; 1 together.") {
            Weights($0)
        }
        if case .fixed = window, fade == .months {
            section.report("window", "must be in months, such as \"12mo\", where fade = \"months\"")
        }
    }
}

extension RatingPolicy.Prior {
    fileprivate init(
        _ name: String,
        _ value: Int,
        _ weight: Int,
        _ what: String,
        _ section: SectionReader
    ) {
        self.value = section.value(
            "\(name)_prior",
            .number(0...1),
            default: Decimal(value).hundredths,
            "what \(what) are taken to be before anybody said anything"
        )
        self.weight = section.value(
            "\(name)_prior_weight",
            .number(0...1_000_000),
            default: Decimal(weight),
            "and like how many of them"
        )
    }
}

extension Decimal {
    /// This many hundredths: a fraction exactly as it is meant.
    package var hundredths: Decimal { divided(by: 100, places: 4) }
}

extension Policies {
    /// Nil where nobody is rated.
    ///
    /// Initiative is filled from ratings, so it brings them with it.
    package var ratings: RatingPolicy? {
        rating ?? (initiative == nil ? nil : RatingPolicy.usual)
    }

    /// Nil where the configuration says nothing of ratings.
    package var rating: RatingPolicy? {
        get { self[RatingPolicy.self] }
        set { self[RatingPolicy.self] = newValue }
    }
}
