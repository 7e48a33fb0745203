/// The HTML of mails: tables and inline styles, as mail programs need them, light and dark.
///
/// Programs that drop `<style>` show the light one without loss; those that turn colours round by
/// themselves are told by `color-scheme` that it is done.
package enum LetterLayout {
    /// One of the three buttons, with the colours that say what it means.
    package struct Button {
        let value: String
        let label: String
        let ink: String
        let paper: String

        /// The button of an unhappy client.
        package static func bad(_ label: String) -> Button {
            Button(value: "bad", label: label, ink: "#8c1d18", paper: "#fdecea")
        }
        /// The button of a content client.
        package static func good(_ label: String) -> Button {
            Button(value: "good", label: label, ink: "#6b4400", paper: "#fff3dc")
        }
        /// The button of a happy client.
        package static func excellent(_ label: String) -> Button {
            Button(value: "excellent", label: label, ink: "#0f5c33", paper: "#e4f5ea")
        }
    }

    /// A whole mail.
    ///
    /// - Parameter preheader: What lists of mails show beside the subject.
    package static func html(
        language: String,
        title: String,
        preheader: String,
        body: [String],
        footer: String
    ) -> String {
        """
        <!doctype html>
        <html lang="\(language)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <meta name="format-detection" content="telephone=no, date=no, address=no">
        <title>\(title)</title>
        <style>
        \(styles)
        </style>
        </head>
        <body class="b-page" style="margin:0; padding:0; background-color:#eef1f5;">
        <div style="display:none; max-height:0; overflow:hidden; mso-hide:all;">\(preheader)</div>
        <table role="presentation" class="b-page" width="100%" cellpadding="0" cellspacing="0"
         border="0" style="background-color:#eef1f5;">
        <tr><td align="center" style="padding:32px 12px;">
        <table role="presentation" class="b-card" width="100%" cellpadding="0" cellspacing="0"
         border="0" style="max-width:560px; background-color:#ffffff; border-radius:14px;">
        <tr><td class="b-inner" style="padding:36px 40px 12px 40px;">
        <h1 class="b-text" style="margin:0 0 16px 0; \(font)
         font-size:24px; line-height:31px; font-weight:700; color:#17202b;">\(title)</h1>
        \(body.joined(separator: "\n"))
        </td></tr>
        <tr><td class="b-inner b-rule" style="padding:20px 40px 28px 40px;
         border-top:1px solid #e3e8ee;">
        <p class="b-soft" style="margin:0; \(font)
         font-size:13px; line-height:20px; color:#5b6776;">\(footer)</p>
        </td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>
        """
    }

    /// A paragraph of text, which may hold HTML.
    package static func paragraph(_ text: String) -> String {
        """
        <p class="b-text" style="margin:0 0 20px 0; \(font)
         font-size:16px; line-height:25px; color:#2b3644;">\(text)</p>
        """
    }

    /// The three buttons side by side; one below the other on a telephone.
    package static func buttons(_ buttons: [Button]) -> String {
        let paddings = ["0 6px 8px 0", "0 3px 8px 3px", "0 0 8px 6px"]
        let cells = zip(buttons, paddings).map { button, padding in
            """
            <td class="b-cell" width="33%" align="center" style="padding:\(padding);">
            <a class="b-\(button.value)" href="{{\(button.value)}}" style="display:block;
             padding:17px 6px; \(font) font-size:17px; line-height:22px; font-weight:700;
             text-decoration:none; text-align:center; color:\(button.ink);
             background-color:\(button.paper); border:2px solid \(button.ink);
             border-radius:10px;">\(button.label)</a>
            </td>
            """
        }
        return """
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"
             style="margin:4px 0 16px 0;"><tr>
            \(cells.joined(separator: "\n"))
            </tr></table>
            """
    }

    /// One button that leads somewhere; there only if the value is.
    package static func button(_ label: String, to value: String) -> String {
        """
        {{#\(value)}}<table role="presentation" cellpadding="0" cellspacing="0" border="0"
         style="margin:4px 0 24px 0;"><tr>
        <td class="b-main" style="background-color:#1f5fd6; border-radius:10px;">
        <a class="b-main" href="{{\(value)}}" style="display:block; padding:15px 28px; \(font)
         font-size:16px; line-height:22px; font-weight:700; text-decoration:none;
         color:#ffffff;">\(label)</a>
        </td></tr></table>{{/\(value)}}
        """
    }

    private static let font =
        "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;"

    private static let styles = """
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (max-width: 480px) {
          .b-inner { padding-left: 22px !important; padding-right: 22px !important; }
          .b-cell { display: block !important; width: auto !important;
            padding: 0 0 10px 0 !important; }
        }
        @media (prefers-color-scheme: dark) {
          .b-page { background-color: #12161c !important; }
          .b-card { background-color: #1c222b !important; }
          .b-rule { border-top-color: #313a46 !important; }
          .b-text { color: #e9edf2 !important; }
          .b-soft { color: #a4afbd !important; }
          .b-main { background-color: #3b78e7 !important; color: #ffffff !important; }
          a.b-bad { color: #ffb4ab !important; background-color: #3d1f1d !important;
            border-color: #ffb4ab !important; }
          a.b-good { color: #f7c873 !important; background-color: #38290f !important;
            border-color: #f7c873 !important; }
          a.b-excellent { color: #86d9a5 !important; background-color: #14301f !important;
            border-color: #86d9a5 !important; }
        }
        """
}
