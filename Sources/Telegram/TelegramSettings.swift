package import AdapterKit
package import Domain

/// A bot of Telegram; section `[telegram]` of an adapter's file.
package struct TelegramSettings: Sendable {
    package let token: Secret
    /// The address of the Bot API.
    package let api: String
    package let poll: Duration
    package let allowsPrivate: Bool
    package let caFile: String?
    package let onUnclear: Job.OnUnclear

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
        allowsPrivate = section.value(
            "allow_private",
            .flag,
            default: false,
            "whether api may be on this machine or in a private network"
        )
        caFile = section.optional(
            "ca_file",
            .readableFile,
            sample: "\"/etc/baton/ca.pem\"",
            "trusted authorities; else the system's"
        )
        onUnclear = section.value(
            "on_unclear",
            .choice,
            default: .again,
            "repeat | park: what follows where the answer was lost"
        )
        guard let token else { return nil }
        guard token.revealed.wholeMatch(of: /[A-Za-z0-9:_\-]+/) != nil else {
            section.report("token", "must be letters, digits, :, _ and -, as @BotFather gives it")
            return nil
        }
        self.token = token
    }
}
