package import AdapterKit
package import Domain

/// A bot of Telegram; section `[telegram]` of an adapter's file.
package struct TelegramSettings: Sendable {
    package let token: Secret
    /// The address of the Bot API.
    package let api: String
    package let poll: Duration
    package let outward: OutwardSettings

    /// Nil where something is missing, which is reported.
    package init?(_ section: SectionReader) {
        let token = section.required(
            "token",
            .secret(bytesMin: 8),
            sample: "\"credential:baton_telegram\"",
            "the bot's token, from @BotFather"
        )
        api = section.value(
            "api",
            .publicURL,
            default: "https://api.telegram.org",
            "the Bot API, or a server of one's own"
        )
        poll = section.value(
            "poll",
            .duration(.seconds(1) ... .seconds(60)),
            default: .seconds(1),
            "the pause between two looks for presses"
        )
        outward = OutwardSettings(section, timeout: .seconds(20))
        guard let token else { return nil }
        guard token.revealed.wholeMatch(of: /[A-Za-z0-9:_\-]+/) != nil else {
            section.report("token", "must be letters, digits, :, _ and -, as @BotFather gives it")
            return nil
        }
        self.token = token
    }
}
