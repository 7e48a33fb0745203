import Domain
import Foundation

/// The company's own templates of one language: a folder of files, each named after its template.
struct Overrides {
    private static let suffix = ".mustache"

    private let folder: URL

    init(folder: URL, locale: Texts.Locale) {
        self.folder = folder.appending(path: locale.rawValue)
    }

    /// Those of a language; what is wrong in another one is told at once too.
    static func read(_ folder: URL, _ locale: Texts.Locale) throws(TextsError) -> [String: Template]
    {
        var templates: [String: Template] = [:]
        var problems: [TextsError.Problem] = []
        for one in Texts.Locale.allCases {
            let own = Overrides(folder: folder, locale: one)
            guard one == locale || FileManager.default.fileExists(atPath: own.folder.path) else {
                continue
            }
            do {
                let read = try own.read()
                if one == locale { templates = read }
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw TextsError(problems) }
        return templates
    }

    /// The templates by name.
    func read() throws(TextsError) -> [String: Template] {
        var templates: [String: Template] = [:]
        var problems: [TextsError.Problem] = []
        for file in try files() {
            do {
                let name = try templateName(of: file)
                let source = try read(file)
                templates[name] = try Template(source, named: name)
                problems += Self.problems(of: source, for: name)
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw TextsError(problems) }
        return templates
    }

    private func files() throws(TextsError) -> [URL] {
        do {
            return try FileManager.default.contentsOfDirectory(
                at: folder,
                includingPropertiesForKeys: nil,
                options: .skipsHiddenFiles
            ).sorted { $0.lastPathComponent < $1.lastPathComponent }
        } catch {
            throw TextsError([
                .init(.unreadable, file: folder.path, "this folder of templates can't be read")
            ])
        }
    }

    private func templateName(of file: URL) throws(TextsError.Problem) -> String {
        let known = Placeholders.ofTemplates
        let fileName = file.lastPathComponent
        let name =
            fileName.hasSuffix(Self.suffix) ? String(fileName.dropLast(Self.suffix.count)) : ""
        if known[name] != nil { return name }
        let nearest = Spelling.nearest(to: fileName, among: known.keys.map { $0 + Self.suffix })
        throw TextsError.Problem(
            .unknownTemplate,
            file: file.path,
            "no template has this name" + (nearest.map { "; did you mean \($0)?" } ?? "")
        )
    }

    private func read(_ file: URL) throws(TextsError.Problem) -> TemplateSource {
        guard let content = try? String(contentsOf: file, encoding: .utf8) else {
            throw TextsError.Problem(
                .unreadable,
                file: file.path,
                "this file can't be read as UTF-8 text"
            )
        }
        var text = ByteOrderMark.dropped(from: content)
        while text.last?.isNewline == true { text.removeLast() }
        guard !text.allSatisfy(\.isWhitespace) else {
            throw TextsError.Problem(.empty, file: file.path, "a template must say something")
        }
        return TemplateSource(file: file.path, text: text)
    }

    /// What the parser would accept but never show.
    private static func problems(
        of source: TemplateSource,
        for template: String
    ) -> [TextsError.Problem] {
        let known = Placeholders.ofTemplates[template] ?? []
        return looseNumbers(in: source, of: template)
            + Tag.all(in: source.text).compactMap { tag in
                guard let (code, message) = fault(of: tag, known) else { return nil }
                return .init(code, file: source.file, line: tag.line, column: tag.column, message)
            }
    }

    /// An analysis holds no number but those of its metrics.
    private static func looseNumbers(
        in source: TemplateSource,
        of template: String
    ) -> [TextsError.Problem] {
        guard template == PaperPhrase.noteAnalysis.template else { return [] }
        let lines = source.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.enumerated().compactMap { number, line in
            guard let digit = line.firstIndex(where: \.isNumber) else { return nil }
            return .init(
                .looseNumber,
                file: source.file,
                line: number + 1,
                column: line.distance(from: line.startIndex, to: digit) + 1,
                "an analysis may hold no number of its own; write it in words, or leave it out"
            )
        }
    }

    private static func fault(
        of tag: Tag,
        _ known: [String]
    ) -> (TextsError.Problem.Code, String)? {
        if let sigil = tag.sigil, Tag.foreignSigils.contains(sigil) {
            return (.unsupportedTag, "tags with \(sigil) are not supported here")
        }
        for helper in tag.helpers where Filling.Helper(rawValue: helper) == nil {
            let all = Filling.Helper.allCases.map(\.rawValue)
            return (.unknownHelper, unknown("helper", helper, all))
        }
        guard let name = tag.placeholder, !known.contains(name) else { return nil }
        return (.unknownPlaceholder, unknown("value", name, known))
    }

    private static func unknown(_ kind: String, _ name: String, _ known: [String]) -> String {
        guard !known.isEmpty else { return "this template has no \(kind)s to show" }
        let hint = Spelling.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
        return "there is no \(kind) \(name), only \(known.joined(separator: ", "))\(hint)"
    }
}
