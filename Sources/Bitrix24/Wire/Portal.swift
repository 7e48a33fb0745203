import AdapterKit
import Curl
import Domain
import Foundation
import Logging
import Synchronization
import Threads

/// The portal's REST interface behind its webhook, for any number of threads.
///
/// The vendor counts requests, two a second, not the calls in them: calls that wait for their turn
/// go out together as one batch.
final class Portal: Sendable {
    private let webhook: Secret
    private let timeout: Duration
    private let caFile: String?
    private let rules: AddressRules
    private let shadow: Logger?
    private let state: Mutex<State>

    /// Requests that may go out at once after a rest; the vendor blocks at 50.
    private static let burst = 20.0
    /// After a start, since nobody knows what an earlier process has used.
    private static let burstAtStart = 6.0
    private static let perSecond = 1.9
    /// Calls of one batch; 50 are allowed, and the whole must end within the timeout.
    private static let batchMax = 25
    private static let underWayMax = 3

    /// A call that waits, and what is told to its thread.
    private final class Waiting: Sendable {
        let call: Call
        let signal = Signal()
        let outcome = Mutex<Result<Reply, Failure>?>(nil)

        init(_ call: Call) { self.call = call }
    }

    private struct State {
        var tokens = Portal.burstAtStart
        var counted = ContinuousClock.now
        var waiting: [Waiting] = []
        var underWay = 0
        var blockedUntil: ContinuousClock.Instant?
        /// How far the portal's clock is ahead of ours.
        var ahead: TimeInterval?
    }

    /// - Parameter shadow: where calls that would change something are printed instead.
    init(_ settings: BitrixSettings, shadow: Logger?) {
        webhook = settings.webhook
        timeout = settings.outward.timeout
        caFile = settings.outward.caFile
        rules = AddressRules(allowsPrivate: settings.outward.allowsPrivate)
        self.shadow = shadow
        state = Mutex(State())
    }

    /// The portal's host, as people may see it.
    var host: String {
        let rest = webhook.revealed.halves(at: "/")?.behind.dropFirst() ?? ""
        return String(rest.prefix { $0 != "/" })
    }

    /// The portal's clock; nil before the first answer.
    var time: Date? { state.withLock(\.ahead).map { Date().addingTimeInterval($0) } }

    /// Calls one method.
    func call(_ method: String, _ parameters: [String: Value] = [:]) throws(Failure) -> Reply {
        guard let reply = try calls([Call(method, parameters)]).first else {
            throw .later(code: "no_answer", "\(method): there is no answer")
        }
        return reply
    }

    /// Calls several methods, in this order and as one request where there is room; the first
    /// failure is thrown.
    func calls(_ calls: [Call]) throws(Failure) -> [Reply] {
        var replies: [Reply] = []
        for result in attempt(calls) { replies.append(try result.get()) }
        return replies
    }

    /// The same, with what became of each.
    func attempt(_ calls: [Call]) -> [Result<Reply, Failure>] {
        let waiting = calls.map { call in
            let one = Waiting(call)
            if let shadow, !call.isReading {
                let parameters = Value.object(call.parameters).json
                let text = String(decoding: parameters, as: UTF8.self)
                shadow.notice("shadow: would call \(call.method) \(text)")
                one.outcome.withLock { $0 = .success(Self.shadowed(call)) }
            }
            return one
        }
        let open = waiting.filter { $0.outcome.withLock { $0 == nil } }
        state.withLock { $0.waiting += open }
        while let next = open.first(where: { $0.outcome.withLock { $0 == nil } }) {
            drive(next)
        }
        return waiting.map { one in
            one.outcome.withLock { $0 } ?? .failure(.later(code: "no_answer", "no answer"))
        }
    }

    /// What a call that was only printed would have given.
    private static func shadowed(_ call: Call) -> Reply {
        let thing: Value = .object(["id": .number(0)])
        return Reply(
            result: .object(["id": .number(0), "item": thing, "task": thing, "bot": thing]),
            next: nil
        )
    }

    // MARK: - Turns

    /// Sends what waits if it is its turn, else waits a little.
    private func drive(_ one: Waiting) {
        let (batch, pause) = state.withLock { state in take(&state) }
        guard !batch.isEmpty else { return one.signal.wait(atMost: pause) }
        let results = perform(batch.map(\.call))
        state.withLock { $0.underWay -= 1 }
        for (waiting, result) in zip(batch, results) {
            waiting.outcome.withLock { $0 = result }
            waiting.signal.raise()
        }
        // Somebody else may have waited for the turn only.
        state.withLock(\.waiting).first?.signal.raise()
    }

    private func take(_ state: inout State) -> (batch: [Waiting], pause: Duration) {
        let now = ContinuousClock.now
        let grown = (now - state.counted) / .seconds(1) * Self.perSecond
        state.tokens = min(state.tokens + grown, Self.burst)
        state.counted = now
        if let blockedUntil = state.blockedUntil, now < blockedUntil {
            return ([], blockedUntil - now)
        }
        guard !state.waiting.isEmpty else { return ([], .seconds(1)) }
        guard state.underWay < Self.underWayMax else { return ([], .milliseconds(100)) }
        guard state.tokens >= 1 else {
            return ([], .seconds((1 - state.tokens) / Self.perSecond))
        }
        let batch = Array(state.waiting.prefix(Self.batchMax))
        state.waiting.removeFirst(batch.count)
        state.tokens -= 1
        state.underWay += 1
        return (batch, .zero)
    }

    // MARK: - Requests

    private func perform(_ calls: [Call]) -> [Result<Reply, Failure>] {
        do throws(Failure) {
            guard calls.count > 1 else {
                return [try single(calls[0])]
            }
            return try batch(calls)
        } catch {
            return calls.map { _ in .failure(error) }
        }
    }

    private func single(_ call: Call) throws(Failure) -> Result<Reply, Failure> {
        let (status, answer) = try send(call.method, .object(call.parameters))
        if let refusal = refusal(of: call, answer, status: status) {
            return .failure(noted(refusal.failure))
        }
        return .success(Reply(result: answer["result"], next: answer["next"].integer))
    }

    private func batch(_ calls: [Call]) throws(Failure) -> [Result<Reply, Failure>] {
        let keys = calls.indices.map { "c\($0)" }
        let commands = zip(keys, calls).map { ($0, Value.text($1.command)) }
        let parameters: [String: Value] = [
            "halt": .number(0),
            "cmd": .object(Dictionary(commands) { first, _ in first }),
        ]
        let (status, answer) = try send("batch", .object(parameters))
        if let refusal = refusal(of: Call("batch"), answer, status: status) {
            throw noted(refusal.failure)
        }
        let parts = answer["result"]
        return zip(keys, calls).map { key, call in
            if case .object(let error) = parts["result_error"][key] {
                let refusal = refusal(of: call, .object(error), status: 0)
                return .failure(noted(refusal?.failure ?? .later(code: "error", call.method)))
            }
            return .success(
                Reply(
                    result: parts["result"][key],
                    next: parts["result_next"][key].integer
                )
            )
        }
    }

    private func refusal(of call: Call, _ answer: Value, status: Int) -> Refusal? {
        let code = answer["error"].identifier
        guard code != nil || status >= 400 else { return nil }
        return Refusal(
            call: call,
            status: status == 0 ? Self.status(of: code ?? "") : status,
            code: code ?? "",
            description: answer["error_description"].text ?? ""
        )
    }

    /// A call in a batch has no status of its own.
    private static func status(of code: String) -> Int {
        switch code.uppercased() {
        case "OPERATION_TIME_LIMIT": 429
        case "INTERNAL_SERVER_ERROR": 500
        default: 400
        }
    }

    /// A portal that asks for patience gets it.
    private func noted(_ failure: Failure) -> Failure {
        if case .away = failure {
            state.withLock { $0.blockedUntil = .now + .seconds(1) }
        }
        return failure
    }

    private func send(_ method: String, _ body: Value) throws(Failure) -> (Int, Value) {
        let request = HTTPRequest(
            "POST",
            webhook.revealed + method,
            headers: [("Content-Type", "application/json"), ("Accept", "application/json")],
            body: body.json,
            timeout: timeout,
            caFile: caFile,
            rules: rules
        )
        let answer: HTTPAnswer
        do throws(CurlError) {
            answer = try request.perform()
        } catch {
            throw failure(error)
        }
        let value = Value(json: answer.body)
        guard case .object = value else {
            // A page of a proxy: nobody knows how far the request has come.
            throw .away(
                "the portal answers \(answer.status) with a page instead of JSON",
                isUnclear: true
            )
        }
        if let finish = value["time"]["finish"].numeric {
            let seconds = TimeInterval(truncating: finish as NSDecimalNumber)
            state.withLock { $0.ahead = seconds - Date().timeIntervalSince1970 }
        }
        return (answer.status, value)
    }

    private func failure(_ error: CurlError) -> Failure {
        let text = error.message.replacing(webhook.revealed, with: "•••")
        switch error.code {
        case .unreachable: return .away("the portal can't be reached: \(text)", isUnclear: false)
        case .interrupted, .tooLarge:
            return .away("the portal's answer was lost: \(text)", isUnclear: true)
        case .tls, .forbiddenAddress, .unusable:
            return .credentials("the portal can't be used: \(text)")
        }
    }
}
