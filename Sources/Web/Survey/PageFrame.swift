import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// What surrounds the body of a page for clients: no script, one style sheet, light and dark.
enum PageFrame {
    static func response(
        language: String,
        title: String,
        body: String,
        status: HTTPResponse.Status
    ) -> Response {
        let html = """
            <!doctype html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex, nofollow">
            <title>\(title)</title>
            <style>\(styles)</style>
            </head>
            <body>
            <main>
            \(body)
            </main>
            </body>
            </html>

            """
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8"]
        headers[.contentSecurityPolicy] = policy
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: html))
        )
    }

    /// Only this very style sheet, and the form only to where the page came from.
    private static let policy: String = {
        let hash = Data(SHA256.hash(data: Data(styles.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(hash)'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'"
    }()

    private static let styles = """

        :root {
          color-scheme: light dark;
          --page: #eef1f5; --card: #ffffff; --text: #17202b; --soft: #566170; --line: #c6ceda;
          --main: #1f5fd6; --main-text: #ffffff; --focus: #1f5fd6;
          --bad: #a3231c; --good: #7a4d00; --excellent: #11683a;
          --bad-paper: #fdecea; --good-paper: #fff3dc; --excellent-paper: #e4f5ea;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #12161c; --card: #1c222b; --text: #e9edf2; --soft: #a4afbd; --line: #465264;
            --main: #8ab4ff; --main-text: #0c1a33; --focus: #8ab4ff;
            --bad: #ffb4ab; --good: #f7c873; --excellent: #86d9a5;
            --bad-paper: #3d1f1d; --good-paper: #38290f; --excellent-paper: #14301f;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; padding: 24px 16px; min-height: 100vh; display: flex;
          align-items: center; justify-content: center;
          background: var(--page); color: var(--text);
          font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif;
        }
        main {
          width: 100%; max-width: 560px; padding: 36px 40px; border-radius: 16px;
          background: var(--card); box-shadow: 0 1px 2px #0001, 0 12px 40px #0001;
        }
        h1 { margin: 0 0 10px; font-size: 27px; line-height: 1.25; letter-spacing: -.01em; }
        p { margin: 0 0 14px; }
        .lead, .hint { color: var(--soft); }
        .lead { margin-bottom: 26px; }
        .hint { font-size: 15px; margin: 8px 0 26px; }
        fieldset { border: 0; margin: 0 0 26px; padding: 0; min-width: 0; }
        legend, .label { display: block; padding: 0; margin: 0 0 10px; font-weight: 650; }
        .label span { font-weight: 400; color: var(--soft); }
        .scores { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; }
        .score {
          position: relative; isolation: isolate;
          display: flex; flex-direction: column; align-items: center;
          gap: 8px; padding: 18px 6px 15px; border: 2px solid var(--line); border-radius: 14px;
          font-weight: 650; text-align: center; cursor: pointer; color: var(--tone);
        }
        .score.bad { --tone: var(--bad); --paper: var(--bad-paper); }
        .score.good { --tone: var(--good); --paper: var(--good-paper); }
        .score.excellent { --tone: var(--excellent); --paper: var(--excellent-paper); }
        .score input {
          position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer;
        }
        .ring {
          position: absolute; inset: -2px; z-index: -1; border: 3px solid transparent;
          border-radius: 14px;
        }
        .score svg { width: 40px; height: 40px; }
        svg { fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round;
          stroke-linejoin: round; }
        .score:hover { border-color: var(--tone); }
        .score input:checked + .ring { border-color: var(--tone); background: var(--paper); }
        .score input:focus-visible + .ring, textarea:focus-visible, button:focus-visible,
        a:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; }
        textarea {
          display: block; width: 100%; padding: 12px 14px; border: 2px solid var(--line);
          border-radius: 12px; background: var(--card); color: inherit; font: inherit;
          resize: vertical; min-height: 104px;
        }
        button, .again {
          display: block; width: 100%; padding: 15px 20px; border: 0; border-radius: 12px;
          background: var(--main); color: var(--main-text); font: inherit; font-weight: 650;
          text-align: center; text-decoration: none; cursor: pointer;
        }
        button:hover, .again:hover { filter: brightness(1.08); }
        .problem[role] {
          padding: 12px 16px; border-radius: 12px; background: var(--bad-paper);
          color: var(--bad); font-weight: 650;
        }
        .message { text-align: center; padding: 12px 0; overflow-wrap: anywhere; }
        .message p { color: var(--soft); }
        .message .again { color: var(--main-text); margin: 22px 0; }
        .sign { width: 68px; height: 68px; margin: 0 0 14px; stroke-width: 1.4; }
        .thanks .sign { color: var(--excellent); }
        .problem .sign { color: var(--good); }
        @media (max-width: 480px) {
          body { padding: 12px; align-items: flex-start; }
          main { padding: 26px 20px; }
          h1 { font-size: 23px; }
          .scores { gap: 8px; }
        }
        @media (forced-colors: active) {
          .score input:checked + .ring { border-color: Highlight; }
        }

        """
}
