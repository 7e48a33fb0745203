import CCurl

/// One request over HTTP or HTTPS, without redirects.
package struct HTTPRequest: Sendable {
    package let method: String
    /// The whole address, which may be a secret.
    package let url: String
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    package let timeout: Duration
    /// PEM file of the authorities that are trusted; nil for the system's.
    package let caFile: String?
    package let rules: AddressRules
    /// A larger answer is an error.
    package let answerBytesMax: Int

    package init(
        _ method: String,
        _ url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        timeout: Duration = .seconds(20),
        caFile: String? = nil,
        rules: AddressRules,
        answerBytesMax: Int = 16 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.caFile = caFile
        self.rules = rules
        self.answerBytesMax = answerBytesMax
    }

    /// Sends it and waits for the answer, whatever its status.
    package func perform() throws(CurlError) -> HTTPAnswer {
        guard !url.utf8.contains(0), headers.allSatisfy({ Self.isHeader($0.name, $0.value) }) else {
            throw CurlError(.unusable, "the address or a header holds a line break or NUL")
        }
        let transfer = try Transfer(upload: body, receivedMax: answerBytesMax, rules: rules)
        transfer.prepare(timeout: timeout, caFile: caFile)
        transfer.set(CURLOPT_URL, url)
        // Plain HTTP only where private addresses are allowed: a proxy or relay beside us.
        transfer.set(CURLOPT_PROTOCOLS_STR, rules.allowsPrivate ? "http,https" : "https")
        transfer.set(CURLOPT_CUSTOMREQUEST, method)
        if !body.isEmpty {
            transfer.set(CURLOPT_POST, 1)
            transfer.set(size: CURLOPT_POSTFIELDSIZE_LARGE, body.count)
        }
        // Without an empty Expect libcurl waits a second for servers that don't answer it.
        let lines = headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
        try transfer.set(CURLOPT_HTTPHEADER, lines: lines)
        let (result, status) = transfer.perform()
        guard result == CURLE_OK else { throw transfer.error(result) }
        return HTTPAnswer(
            status: status,
            contentType: transfer.contentType,
            headers: transfer.headerLines,
            body: transfer.received
        )
    }

    /// Opens the connection, with TLS where the address says so, and sends nothing.
    package func connect() throws(CurlError) {
        let transfer = try Transfer(receivedMax: 0, rules: rules)
        transfer.prepare(timeout: timeout, caFile: caFile)
        transfer.set(CURLOPT_URL, url)
        transfer.set(CURLOPT_PROTOCOLS_STR, rules.allowsPrivate ? "http,https" : "https")
        transfer.set(CURLOPT_CONNECT_ONLY, 1)
        let (result, _) = transfer.perform()
        guard result == CURLE_OK else { throw transfer.error(result) }
    }

    private static func isHeader(_ name: String, _ value: String) -> Bool {
        !name.isEmpty && !name.utf8.contains(UInt8(ascii: ":"))
            && !(name + value).unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" }
    }
}

/// What came back.
package struct HTTPAnswer: Equatable, Sendable {
    package let status: Int
    package let contentType: String?
    /// The lines of the head, the first with the status.
    package let headers: [String]
    package let body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a header; of several the last.
    package func header(_ name: String) -> String? {
        let head = name.lowercased() + ":"
        guard let line = headers.last(where: { $0.lowercased().hasPrefix(head) }) else {
            return nil
        }
        return line.dropFirst(head.count).trimmingPrefix(while: \.isWhitespace).description
    }
}
