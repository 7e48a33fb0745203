package import Foundation

/// Keeps what one client adds to the ratings of those who serve or served him: the services he
/// uses now, his answers to surveys, and his reviews.
///
/// Whose an answer or a review is was settled when it was asked for or written; handing the client
/// over moves only his services. What has changed is told to the managers' ratings as a difference,
/// so looking at a client again tells nothing twice.
package enum RatingSources: BusinessProcess {
    /// What the ratings were told of one client.
    package struct State: ProcessState {
        package var services: Services?
        /// Id of the question → the answer that counts.
        package var answers: [String: Satisfaction] = [:]
        /// The earliest first.
        package var reviews: [Review] = []

        package init() {}

        /// The client counts in somebody's matrix.
        package struct Services: Codable, Equatable, Sendable {
            package let managerID: PersonID
            /// How many different ones.
            package let count: Int

            private enum CodingKeys: String, CodingKey {
                case managerID = "manager_id"
                case count
            }
        }

        /// A review that the client wrote.
        package struct Review: Codable, Equatable, Sendable {
            package let id: ReviewID
            package let managerID: PersonID
            package let at: Date
            /// False once it was taken back.
            package var isReal: Bool
            /// Whether enough time has passed since the client's last review that counts, of any
            /// manager; nil in a row of an earlier version.
            package var counts: Bool?

            private enum CodingKeys: String, CodingKey {
                case id
                case managerID = "manager_id"
                case at
                case isReal = "is_real"
                case counts
            }
        }
    }

    /// What can happen to what a client adds.
    package enum Input: Sendable {
        /// Something of him or of his answers may be other than it was.
        case looked
        case reviewed(ReviewReceived, at: Date)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case off = "ratings_are_off"
        case nothingNew = "nothing_new"
        case nobodyServes = "nobody_serves_the_client"
    }

    package static let name = "rating_sources"
    package static let subject = SubjectKind.client
    package static let reads: [any Message.Type] = [ClientUpserted.self, ReviewReceived.self]
    package static let hears: [any Message.Type] = [ClientAnswered.self]
    package static let tells: [any Message.Type] = [RatingEvidence.self]
    package static let looksAt: [any BusinessProcess.Type] = [Clients.self]
    package static let asks: Set<StateQuestion> = [.opinions]
    package static let facts: [any FactRow.Type] = [ReviewFact.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ClientUpserted: [Concern(body.subject, .looked)]
        case let body as ClientAnswered: [Concern(body.subject, .looked)]
        case let body as ReviewReceived:
            [Concern(body.subject, .reviewed(body, at: event.occurred))]
        default: []
        }
    }

    /// Ratings that are turned on begin with what is known.
    package static func revisit(
        under policies: Policies
    ) -> (@Sendable (_ id: String) -> Input?)? {
        guard policies.ratings != nil else { return nil }
        return { _ in .looked }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let policy = context.policies.ratings else { return .ignored(Ignored.off) }
        let before = state ?? State()
        guard let client = context.subject.state(of: Clients.self) else {
            return unknown(input)
        }
        var after = before
        switch input {
        case .looked: break
        case .reviewed(let news, let instant):
            if let person = news.personID, context.company.people[person] == nil {
                return .refused(.unknownPerson(person, field: "data.person_id"))
            }
            guard after.take(news, at: instant, of: client) else {
                return .ignored(Ignored.nobodyServes)
            }
        }
        after.look(at: client, context.subject.opinions)
        after.count(every: policy.reviewEvery)
        guard after != before else { return .ignored(Ignored.nothingNew) }
        let evidence = Evidence(before, after, client.id, context.subject.opinions)
        return .changed(to: after, effects: evidence.messages.map { .tell($0) })
    }

    private static func unknown(_ input: Input) -> Decision<State> {
        switch input {
        case .looked: .ignored(Ignored.nothingNew)
        case .reviewed(let news, _): .refused(.unknownClient(news.clientID))
        }
    }
}

extension RatingSources.State {
    /// Takes a review in, or takes it back; false where it is nobody's.
    fileprivate mutating func take(
        _ news: ReviewReceived,
        at instant: Date,
        of client: Client
    ) -> Bool {
        if let index = reviews.firstIndex(where: { $0.id == news.reviewID }) {
            reviews[index].isReal = news.real ?? true
            return true
        }
        guard let manager = news.personID ?? client.projectManagerID else { return false }
        let review = Review(
            id: news.reviewID,
            managerID: manager,
            at: instant,
            isReal: news.real ?? true
        )
        let index = reviews.firstIndex { ($0.at, $0.id) > (review.at, review.id) }
        reviews.insert(review, at: index ?? reviews.count)
        reviews.removeFirst(max(0, reviews.count - Limits.reviewsKeptMax))
        return true
    }

    /// Which reviews count: the earliest that stands, and then each that is not too soon after the
    /// last that counted, for whichever manager they are.
    fileprivate mutating func count(every length: Duration) {
        var last: Date?
        for index in reviews.indices {
            let isLate = last.map { reviews[index].at >= $0 + length } ?? true
            reviews[index].counts = reviews[index].isReal && isLate
            if reviews[index].counts == true { last = reviews[index].at }
        }
    }

    /// Notes what is known of the client and of his answers now.
    fileprivate mutating func look(at client: Client, _ opinions: [Opinion]) {
        services = client.portfolioOf.map {
            Services(managerID: $0, count: Set(client.services.map(\.code)).count)
        }
        // The oldest opinions are forgotten; what is forgotten need not be remembered here.
        answers = [:]
        for opinion in opinions where opinion.care.projectManagerID != nil {
            answers[opinion.id] = opinion.satisfaction
        }
    }
}

/// The difference between what the ratings were told and what they must be told.
private struct Evidence {
    private var byManager: [PersonID: RatingEvidence] = [:]
    private let client: ClientID

    init(
        _ before: RatingSources.State,
        _ after: RatingSources.State,
        _ client: ClientID,
        _ opinions: [Opinion]
    ) {
        self.client = client
        compare(before.services, after.services)
        for opinion in opinions {
            let (old, new) = (before.answers[opinion.id], opinion.satisfaction)
            guard old != new, let manager = opinion.care.projectManagerID else { continue }
            self[manager].answers.append(.init(at: opinion.firstAt, before: old, after: new))
        }
        for review in after.reviews {
            let told = before.reviews.first { $0.id == review.id }
            guard
                (told?.isReal ?? false) != review.isReal
                    || (review.isReal && told?.counts != review.counts)
            else { continue }
            self[review.managerID].reviews.append(
                .init(
                    id: review.id,
                    at: review.at,
                    isReal: review.isReal,
                    counts: review.counts
                )
            )
        }
    }

    private mutating func compare(
        _ before: RatingSources.State.Services?,
        _ after: RatingSources.State.Services?
    ) {
        guard before != after else { return }
        if let manager = after?.managerID ?? before?.managerID,
            (before?.managerID ?? manager) == manager
        {
            self[manager].services.append(.init(before: before?.count, after: after?.count))
            return
        }
        if let before {
            self[before.managerID].services.append(.init(before: before.count, after: nil))
        }
        if let after {
            self[after.managerID].services.append(.init(before: nil, after: after.count))
        }
    }

    private subscript(_ manager: PersonID) -> RatingEvidence {
        get { byManager[manager] ?? RatingEvidence(personID: manager, clientID: client) }
        set { byManager[manager] = newValue }
    }

    /// One message a manager.
    var messages: [RatingEvidence] {
        byManager.sorted { $0.key < $1.key }.map(\.value)
    }
}
