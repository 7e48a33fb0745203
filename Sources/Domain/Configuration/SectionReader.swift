/// Reads one section: each call names, describes, checks and reads one key.
///
/// Reading never stops at a problem: a key that is wrong counts as its default, and the whole
/// file is refused at the end, so that everything wrong is said at once.
package struct SectionReader {
    package let path: ConfigPath
    package let reading: Reading
    /// Whether the file or a variable gives anything for the section.
    package let isThere: Bool
    /// Whether the process of the section will run; its keys are checked in any case.
    package private(set) var isOn = true
    private let table: [String: TOMLNode]
    private let takesEffect: TakesEffect
    private let names = Names()

    /// The keys asked for so far; whatever else stands in the section is unknown.
    private final class Names {
        var known: [String] = []
    }

    package init(
        _ reading: Reading,
        path: ConfigPath,
        node: TOMLNode?,
        takesEffect: TakesEffect = .atOnce
    ) {
        self.path = path
        self.reading = reading
        self.takesEffect = takesEffect
        if case .table(let members) = node { table = members } else { table = [:] }
        isThere = node != nil || reading.hasVariable(under: path)
    }

    /// A key with a default.
    package func value<Value>(
        _ name: String,
        _ form: Form<Value>,
        default standard: Value,
        _ doc: String,
        takesEffect: TakesEffect? = nil
    ) -> Value {
        describe(name, form, doc, standard: form.written(standard))
        let found = find(name, form)
        let value = found.flatMap { form.read($0.node, $0.spot) } ?? standard
        record(name, form, value, found, takesEffect)
        return value
    }

    /// A key that may be left out.
    package func optional<Value>(
        _ name: String,
        _ form: Form<Value>,
        sample: String,
        _ doc: String,
        takesEffect: TakesEffect? = nil
    ) -> Value? {
        describe(name, form, doc, sample: sample)
        guard let found = find(name, form), let value = form.read(found.node, found.spot) else {
            return nil
        }
        record(name, form, value, found, takesEffect)
        return value
    }

    /// A key that must be there; `why` completes the sentence that says it is missing.
    package func required<Value>(
        _ name: String,
        _ form: Form<Value>,
        sample: String,
        _ doc: String,
        why: String? = nil,
        if isNeeded: Bool = true
    ) -> Value? {
        describe(name, form, doc, sample: sample, isRequired: true)
        guard let found = find(name, form) else {
            let reason = why.map { ": \($0)" } ?? ""
            if isNeeded && !reading.hasProblem(at: path) && !reading.hasProblem(at: path / name) {
                report(name, "is missing\(reason); it must be \(form.allowed)")
            }
            return nil
        }
        let value = form.read(found.node, found.spot)
        if let value { record(name, form, value, found, nil) }
        return value
    }

    /// Reports a problem with a key of this section, given or not.
    package func report(_ name: String, _ message: String) {
        let variable = (path / name).variable
        let isVariable = !path.isInList && reading.environment[variable] != nil
        reading.report(path / name, isVariable ? .variable(variable) : .file, message)
    }

    /// Reports a problem with the section as a whole.
    package func report(_ message: String) { reading.report(path, .file, message) }

    /// A table inside this one.
    package func section<Result>(
        _ name: String,
        _ doc: String,
        isCommented: Bool = false,
        takesEffect: TakesEffect? = nil,
        _ read: (SectionReader) -> Result
    ) -> Result {
        names.known.append(name)
        reading.describe(
            Catalogue.Section(
                path: path / name,
                doc: doc,
                isList: false,
                isCommented: isCommented,
                samples: []
            )
        )
        let child = SectionReader(
            reading,
            path: path / name,
            node: tableNode(name),
            takesEffect: takesEffect ?? self.takesEffect
        )
        let result = read(child)
        child.refuseUnknown()
        return result
    }

    /// A table that may be left out; nil where it is.
    package func optionalSection<Result>(
        _ name: String,
        _ doc: String,
        isCommented: Bool,
        _ read: (SectionReader) -> Result?
    ) -> Result? {
        guard reading.isDescription || table[name] != nil || reading.hasVariable(under: path / name)
        else {
            names.known.append(name)
            return nil
        }
        return section(name, doc, isCommented: isCommented, read)
    }

    /// A table that turns a process on; nil where it is not there or says `enabled = false`.
    ///
    /// The process's keys are checked in any case; `isOn` says whether it will run.
    package func process<Result>(
        _ name: String,
        _ doc: String,
        isCommented: Bool = false,
        _ read: (SectionReader) -> Result?
    ) -> Result? {
        optionalSection(name, doc, isCommented: isCommented) { section in
            var section = section
            section.isOn = section.value("enabled", .flag, default: true, "false turns it off")
            reading.record(process: name, isOn: section.isOn)
            let result = read(section)
            return section.isOn ? result : nil
        }
    }

    /// A list of tables inside this one.
    package func items<Result>(
        _ name: String,
        _ doc: String,
        _ read: (SectionReader) -> Result?
    ) -> [Result] {
        names.known.append(name)
        reading.describe(
            Catalogue.Section(
                path: path / name,
                doc: doc,
                isList: true,
                isCommented: true,
                samples: []
            )
        )
        return itemNodes(name).compactMap { index, node in
            let child = SectionReader(
                reading,
                path: path / name / index,
                node: node,
                takesEffect: takesEffect
            )
            let result = read(child)
            child.refuseUnknown()
            return result
        }
    }

    /// The texts of one key in the sections of a list, also of sections that are wrong otherwise.
    package func written(_ key: String, in list: String) -> [(index: Int, text: String)] {
        guard case .list(let nodes) = table[list] else { return [] }
        return nodes.enumerated().compactMap { index, node in
            guard case .table(let keys) = node, case .text(let text) = keys[key] else { return nil }
            return (index, text)
        }
    }

    /// A table whose keys the user chooses.
    package func map<Value>(
        _ name: String,
        _ form: Form<Value>,
        samples: [String],
        _ doc: String
    ) -> [(key: String, value: Value)] {
        names.known.append(name)
        reading.describe(
            Catalogue.Section(
                path: path / name,
                doc: doc,
                isList: false,
                isCommented: false,
                samples: samples
            )
        )
        guard case .table(let members) = tableNode(name) else { return [] }
        return members.sorted { $0.key < $1.key }.compactMap { key, node in
            let spot = spot(path / name / key, secret: false)
            guard let value = form.read(node, spot) else { return nil }
            reading.record(
                Entry(
                    path: path / name / key,
                    written: Secret(form.written(value)),
                    shown: form.written(value),
                    origin: .file,
                    takesEffect: takesEffect
                )
            )
            return (key, value)
        }
    }

    /// Reports whatever stands in the section and was not asked for.
    package func refuseUnknown() {
        for key in table.keys.sorted() where !names.known.contains(key) {
            let message = Unknown.message(
                key,
                in: path,
                known: names.known,
                whole: reading.whole()
            )
            reading.report(path / key, .file, message)
        }
    }
}

extension SectionReader {
    private struct Found {
        let node: TOMLNode
        let spot: Spot
    }

    private func describe<Value>(
        _ name: String,
        _ form: Form<Value>,
        _ doc: String,
        standard: String? = nil,
        sample: String? = nil,
        isRequired: Bool = false
    ) {
        names.known.append(name)
        reading.describe(
            Catalogue.Key(
                path: path / name,
                doc: doc,
                standard: standard,
                sample: sample,
                isRequired: isRequired,
                isScalar: form.scalar != nil
            )
        )
    }

    private func record<Value>(
        _ name: String,
        _ form: Form<Value>,
        _ value: Value,
        _ found: Found?,
        _ takesEffect: TakesEffect?
    ) {
        let given = form.isWrittenAsGiven ? found?.node.written : nil
        let written = given ?? form.written(value)
        let from: Entry.Origin =
            switch found?.spot.origin {
            case nil: .standard
            case .file: .file
            case .variable(let name): .variable(name)
            }
        reading.record(
            Entry(
                path: path / name,
                written: Secret(written),
                shown: form.shown?(value) ?? written,
                origin: from,
                takesEffect: takesEffect ?? self.takesEffect
            )
        )
    }

    private func spot(_ path: ConfigPath, secret: Bool) -> Spot {
        Spot(path: path, origin: .file, source: secret ? "what is given" : nil, reading: reading)
    }

    /// The value given for a key: the variable's before the file's, fetched where it points away.
    private func find<Value>(_ name: String, _ form: Form<Value>) -> Found? {
        let path = path / name
        let secret = form.isSecret ? "what is given" : nil
        if let scalar = form.scalar, !path.isInList,
            let text = reading.environment[path.variable]
        {
            let origin = Spot.Origin.variable(path.variable)
            let spot = Spot(path: path, origin: origin, source: secret, reading: reading)
            return fetched(Found(node: scalar.node(text), spot: spot), scalar)
        }
        guard let node = table[name] else { return nil }
        return fetched(Found(node: node, spot: spot(path, secret: form.isSecret)), form.scalar)
    }

    private func fetched(_ found: Found, _ scalar: Scalar?) -> Found? {
        guard let scalar, case .text(let text) = found.node else { return found }
        do {
            guard let fetched = try reading.file.fetch(text) else { return found }
            let spot = Spot(
                path: found.spot.path,
                origin: found.spot.origin,
                source: "what \(fetched.file) holds",
                reading: reading
            )
            return Found(node: scalar.node(fetched.content), spot: spot)
        } catch {
            found.spot.report(error.message)
            return nil
        }
    }

    private func tableNode(_ name: String) -> TOMLNode? {
        guard let node = table[name] else { return nil }
        if case .table = node { return node }
        report(name, "must be a section, [\(path / name)] or \(name) = { … }, not \(node.found)")
        return nil
    }

    private func itemNodes(_ name: String) -> [(index: Int, node: TOMLNode)] {
        if reading.isDescription { return [(0, .table([:]))] }
        let wanted = "a list of sections, each beginning with [[\((path / name).description)]]"
        switch table[name] {
        case nil: return []
        case .list(let nodes):
            return nodes.enumerated().compactMap { index, node in
                if case .table = node { return (index, node) }
                reading.report(path / name / index, .file, "must be a table, not \(node.found)")
                return nil
            }
        case .some(let node):
            report(name, "must be \(wanted), not \(node.found)")
            return []
        }
    }
}
