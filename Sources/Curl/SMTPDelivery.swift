import CCurl

/// A relay that takes mails.
package struct SMTPRelay: Sendable {
    /// `smtps://host:port` for TLS at once, `smtp://host:port` for STARTTLS, then required.
    package let url: String
    package let user: String?
    package let password: String?
    package let caFile: String?
    package let timeout: Duration
    package let rules: AddressRules

    package init(
        url: String,
        user: String?,
        password: String?,
        caFile: String?,
        timeout: Duration,
        rules: AddressRules
    ) {
        self.url = url
        self.user = user
        self.password = password
        self.caFile = caFile
        self.timeout = timeout
        self.rules = rules
    }

    /// What the relay said of a mail.
    package struct Reply: Equatable, Sendable {
        /// 250 and other codes of RFC 5321; 0 where the connection ended without one.
        package let code: Int
        /// The last line, without the code.
        package let text: String
    }

    /// Sends a whole text of RFC 5322, lines ended by CR LF, to one address.
    ///
    /// - Returns: the relay's reply, also where it refused; 2xx means that it has taken the mail.
    /// - Throws: where there is no reply that could be relied on.
    package func send(
        _ text: [UInt8],
        from sender: String,
        to recipient: String
    ) throws(CurlError) -> Reply {
        let transfer = try transfer(text)
        transfer.set(CURLOPT_MAIL_FROM, "<\(sender)>")
        try transfer.set(CURLOPT_MAIL_RCPT, lines: ["<\(recipient)>"])
        transfer.set(CURLOPT_UPLOAD, 1)
        transfer.set(size: CURLOPT_INFILESIZE_LARGE, text.count)
        return try reply(of: transfer)
    }

    /// Logs in and says NOOP: whether the relay would take something of us.
    package func probe() throws(CurlError) -> Reply {
        let transfer = try transfer([])
        transfer.set(CURLOPT_CUSTOMREQUEST, "NOOP")
        transfer.set(CURLOPT_NOBODY, 1)
        return try reply(of: transfer)
    }

    private func transfer(_ text: [UInt8]) throws(CurlError) -> Transfer {
        let transfer = try Transfer(upload: text, receivedMax: 1 << 20, rules: rules)
        transfer.prepare(timeout: timeout, caFile: caFile)
        transfer.set(CURLOPT_URL, url)
        transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        if let user { transfer.set(CURLOPT_USERNAME, user) }
        if let password { transfer.set(CURLOPT_PASSWORD, password) }
        return transfer
    }

    private func reply(of transfer: Transfer) throws(CurlError) -> Reply {
        let (result, status) = transfer.perform()
        let reply = Reply(code: status, text: Self.text(transfer, of: status))
        if result == CURLE_OK { return reply }
        if result == CURLE_LOGIN_DENIED { return Reply(code: 535, text: reply.text) }
        // What the server said last decides, where it said no.
        guard status >= 400 else { throw transfer.error(result) }
        return reply
    }

    /// `550 5.1.1 No such user` without its code; behind it there may be the farewell's 221.
    private static func text(_ transfer: Transfer, of code: Int) -> String {
        let line = transfer.headerLines.last { $0.hasPrefix(String(code)) }
        guard let line, line.count > 4 else { return "" }
        return String(line.dropFirst(4))
    }
}
