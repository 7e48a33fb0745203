/// The HTML inside the pages; how they look is said by the classes.
enum SurveyPageLayout {
    /// The words of the form in one language.
    struct Form {
        let title: String
        let lead: String
        let legend: String
        let bad: String
        let good: String
        let excellent: String
        let comment: String
        let optional: String
        let hint: String
        let submit: String
    }

    /// The form with the choice marked; works without JavaScript.
    static func form(_ words: Form) -> String {
        """
        <h1>\(words.title)</h1>
        <p class="lead">\(words.lead)</p>
        {{#problem}}<p class="problem" role="alert">{{problem}}</p>{{/problem}}
        <form method="post">
        <fieldset>
        <legend>\(words.legend)</legend>
        <div class="scores">
        \(choice("bad", words.bad, mouth: "M8 16.5c1-1.7 2.4-2.5 4-2.5s3 .8 4 2.5"))
        \(choice("good", words.good, mouth: smile))
        \(choice("excellent", words.excellent, mouth: grin))
        </div>
        </fieldset>
        <label class="label" for="comment">\(words.comment) <span>\(words.optional)</span></label>
        <textarea id="comment" name="comment" rows="4" maxlength="4000"
         aria-describedby="hint">{{comment}}</textarea>
        <p class="hint" id="hint">\(words.hint)</p>
        <button type="submit">\(words.submit)</button>
        </form>
        """
    }

    /// A page that says something.
    static func message(_ kind: String, _ title: String, _ paragraphs: [String]) -> String {
        let texts = paragraphs.map { "<p>\($0)</p>" }.joined(separator: "\n")
        return """
            <div class="message \(kind)">
            \(sign(kind))
            <h1>\(title)</h1>
            \(texts)
            </div>
            """
    }

    private static let smile = "M8.500 15c1 .9 2.100 1.300 3.500 1.300s2.500-.4 3.500-1.300"
    private static let grin = "M7 13.5h10c-.4 2.600-2.500 4.300-5 4.300s-4.600-1.700-5-4.300z"

    private static func choice(_ value: String, _ label: String, mouth: String) -> String {
        """
        <label class="score \(value)">
        <input type="radio" name="score" value="\(value)" {{#\(value)}}checked {{/\(value)}}\
        required>
        <span class="ring"></span>
        <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10"/>
        <path d="M8.500 9.200v.6M15.500 9.200v.6"/><path d="\(mouth)"/></svg>
        <span>\(label)</span>
        </label>
        """
    }

    private static func sign(_ kind: String) -> String {
        let path =
            kind == "thanks"
            ? "M7 12.500l3.400 3.400L17 9" : "M12 7v6M12 16.400v.2"
        return """
            <svg class="sign" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="10"/><path d="\(path)"/></svg>
            """
    }
}
