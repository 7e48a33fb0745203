import Domain
import Mustache

/// One parsed template.
struct Template: Sendable {
    /// Templates of HTML end so; everything that fills them is escaped, even in `{{{…}}}`.
    static let suffixOfHTML = ".html"

    /// Escaping is done by the fillings: Mustache's own would stop at no mark and spare `{{{…}}}`.
    private static let head = "{{% CONTENT_TYPE: TEXT}}\n"

    private let mustache: MustacheTemplate
    private let isHTML: Bool
    /// The text of a template without a tag, as of a button's label: there is nothing to render.
    private let constant: String?

    /// - Parameters:
    ///   - source: What it is made of; a mistake names its file.
    ///   - name: The template's name, which says whether it is HTML.
    init(_ source: TemplateSource, named name: String) throws(TextsError.Problem) {
        isHTML = name.hasSuffix(Self.suffixOfHTML)
        constant = source.text.contains("{{") ? nil : source.text
        do {
            mustache = try MustacheTemplate(string: Self.head + source.text)
        } catch let error as MustacheTemplate.ParserError {
            throw TextsError.Problem(
                .malformed,
                file: source.file,
                line: error.context.lineNumber - 1,
                column: error.context.columnNumber,
                Self.sentence(error.error)
            )
        } catch {
            throw TextsError.Problem(.malformed, file: source.file, "\(error)")
        }
    }

    /// All templates, or everything that is wrong with any of them.
    static func parse(_ sources: [String: TemplateSource]) throws(TextsError) -> [String: Template]
    {
        var templates: [String: Template] = [:]
        var problems: [TextsError.Problem] = []
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            do {
                templates[name] = try Template(source, named: name)
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw TextsError(problems) }
        return templates
    }

    /// The text, filled in.
    func render(_ values: [String: Value], _ wording: Wording) -> String {
        constant ?? mustache.render(Filling(.object(values), wording, isEscaped: isHTML))
    }

    private static func sentence(_ error: any Error) -> String {
        switch error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect: "this end tag does not match the section that is open"
        case .expectedSectionEnd: "a section is not closed: its {{/…}} is missing"
        case .unfinishedName: "a tag must be a name between {{ and }}"
        case .invalidSetDelimiter, .transformAppliedToInheritanceSection,
            .illegalTokenInsideInheritSection, .textInsideInheritSection,
            .invalidConfigVariableSyntax, .unrecognisedConfigVariable, nil:
            "a tag is not finished: its }} is missing"
        }
    }
}

/// The text of a template before it is parsed.
struct TemplateSource: Sendable {
    /// Where it was read, for messages.
    let file: String
    let text: String
}
