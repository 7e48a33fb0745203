/// What is wrong with a value, with the path that leads to it.
extension JSONNode {
    func flaw(_ code: Flaw.Code, _ complaint: String) -> Flaw {
        Flaw(code, codingPath, complaint)
    }

    func missing(_ name: String) -> Flaw {
        Flaw(.missingField, codingPath + [JSONKey(stringValue: name)], "is missing")
    }

    /// That the value is of another type, or that there is none.
    func mismatch(_ wanted: String) -> Flaw {
        guard isNull else { return flaw(.wrongType, "must be \(wanted)") }
        let isByHand = document.now != nil
        return flaw(
            .missingField,
            isByHand ? "is missing" : "is null, but something is needed"
        )
    }

    func expect(_ kind: JSONToken.Kind) throws(Flaw) {
        guard token.kind != kind, kind != .object || !isBlankObject else { return }
        let object = document.now == nil ? "an object" : "a table"
        throw mismatch(kind == .object ? object : "a list")
    }

    /// Throws a `wrong_type` flaw unless the value is an object.
    package func requireObject() throws(Flaw) {
        try expect(.object)
    }

    var unusableNumber: Flaw {
        flaw(
            .invalidValue,
            "the number \(json.text.prefixed(40)) can't be used here: "
                + "it is not whole, too large or too small"
        )
    }

    /// The same as text, such as `data.contact.phone`.
    var path: String { flaw(.invalidValue, "").field ?? "" }

    /// The way from the root, found by walking it: only what is wrong asks for it.
    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var container = node(0)
        while container.at != at {
            let isObject = container.token.kind == .object
            var place = container.at + 1
            var index = 0
            // In an object the value stands behind the name.
            while Int(document.tokens[isObject ? place + 1 : place].next) <= at {
                place = Int(document.tokens[isObject ? place + 1 : place].next)
                index += 1
            }
            path.append(
                isObject ? JSONKey(stringValue: node(place).rawText) : JSONKey(intValue: index)
            )
            container = node(isObject ? place + 1 : place)
        }
        return path
    }
}

/// A step of the way to a value.
struct JSONKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "\(intValue)"
        self.intValue = intValue
    }
}

extension Flaw {
    /// What a type found wrong with its value.
    init(_ error: DecodingError) {
        switch error {
        case .dataCorrupted(let context), .keyNotFound(_, let context),
            .valueNotFound(_, let context), .typeMismatch(_, let context):
            self.init(.invalidValue, context.codingPath, context.debugDescription)
        @unknown default:
            self.init(.invalidValue, "the message can't be read: \(error)")
        }
    }

    /// A sentence that begins with the path of the field, or with the whole where there is none.
    fileprivate init(_ code: Code, _ keys: [any CodingKey], _ complaint: String) {
        let path = keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }.prefixed(200)
        self.init(
            code,
            field: path.isEmpty ? nil : path,
            "\(path.isEmpty ? "the message" : path): \(complaint)".prefixed(400)
        )
    }
}

extension String {
    /// The text, cut where it grows beyond what an error needs.
    fileprivate func prefixed(_ count: Int) -> String {
        self.count > count ? prefix(count) + "…" : self
    }
}
