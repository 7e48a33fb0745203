/// What is wrong with a text, in a sentence for the one who sent it.
extension JSONScanner {
    static var unstorableNUL: Flaw {
        Flaw(
            .unstorableText,
            "the message contains the character NUL (\\u0000), which can't be stored"
        )
    }

    var loneSurrogate: Flaw {
        Flaw(
            .unstorableText,
            "the message contains half a character (a surrogate such as \\ud83d without its "
                + "other half)\(place), which can't be stored"
        )
    }

    func controlCharacter(_ byte: UInt8) -> Flaw {
        guard byte != 0 else { return Self.unstorableNUL }
        let escape = byte == 0x0A ? "\\n" : byte == 0x0D ? "\\r" : byte == 0x09 ? "\\t" : "\\u00…"
        return Flaw(
            .notJSON,
            "the message is not JSON: a line break, tab or other control character inside a text "
                + "must be written as an escape (\(escape))\(place)"
        )
    }

    func unexpected(_ wanted: String) -> Flaw {
        guard position < bytes.count else {
            return Flaw(
                .notJSON,
                "the message is not JSON: it breaks off where \(wanted) should come"
            )
        }
        guard peek != 0 else { return Self.unstorableNUL }
        return Flaw(
            .notJSON,
            "the message is not JSON: there is \(Self.name(of: peek)) where \(wanted) should be"
                + place
        )
    }

    private static func name(of byte: UInt8) -> String {
        switch byte {
        case 0x21...0x7E: "\"\(Character(UnicodeScalar(byte)))\""
        case 0x80...: "a letter beyond ASCII"
        default: "a control character"
        }
    }

    /// Where the text stopped to be JSON, as editors count.
    private var place: String {
        var line = 1
        var column = 1
        for index in 0..<min(position, bytes.count) {
            let byte = bytes[index]
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return " (line \(line), column \(column))"
    }

    func checkEncoding() throws(Flaw) {
        guard !bytes.isEmpty else { throw Flaw(.notJSON, "the message is empty, not JSON") }
        if bytes.count >= 2 {
            switch (bytes[0], bytes[1]) {
            case (0xFE, 0xFF), (0xFF, 0xFE), (0, 1...), (1..., 0), (0, 0):
                throw Flaw(.notJSON, "the message is UTF-16 or UTF-32 text; JSON is sent as UTF-8")
            default: break
            }
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw Flaw(
                .notJSON,
                "the message is not JSON: it is not UTF-8 text (from byte "
                    + "\(error.byteOffsets.lowerBound + 1) on)"
            )
        }
    }
}
