import AdapterKit
import Curl
import Domain

/// The Bot API of Telegram, as far as it is used: five methods.
struct BotAPI: Sendable {
    let settings: TelegramSettings

    /// Calls a method; its result.
    func call(
        _ method: String,
        _ parameters: [String: Value] = [:],
        timeout: Duration? = nil
    ) throws(Failure) -> Value {
        let request = HTTPRequest(
            "POST",
            "\(settings.api)/bot\(settings.token.revealed)/\(method)",
            headers: [(name: "Content-Type", value: "application/json")],
            body: Value.object(parameters).json,
            timeout: timeout ?? settings.outward.timeout,
            caFile: settings.outward.caFile,
            rules: AddressRules(allowsPrivate: settings.outward.allowsPrivate)
        )
        let answer: HTTPAnswer
        do throws(CurlError) {
            answer = try request.perform()
        } catch {
            throw failure(error)
        }
        let value = Value(json: answer.body)
        if value["ok"] == .bool(true) { return value["result"] }
        guard case .object = value else {
            throw .away("Telegram answers \(answer.status) without JSON", isUnclear: true)
        }
        let text = value["description"].text?.harmlessLine ?? "no reason given"
        switch answer.status {
        case 401, 404: throw .credentials("Telegram does not accept the bot's token: \(text)")
        case 429: throw .away("Telegram asks for patience: \(text)", isUnclear: false)
        case 500...: throw .away("Telegram answers \(answer.status): \(text)", isUnclear: true)
        default: throw .refused(code: String(answer.status), "\(method): \(text)")
        }
    }

    private func failure(_ error: CurlError) -> Failure {
        let text = error.message.replacing(settings.token.revealed, with: "•••")
        switch error.code {
        case .unreachable: return .away("Telegram can't be reached: \(text)", isUnclear: false)
        case .interrupted, .tooLarge:
            return .away("Telegram's answer was lost: \(text)", isUnclear: true)
        case .tls, .forbiddenAddress, .unusable:
            return .credentials("Telegram can't be used: \(text)")
        }
    }
}
