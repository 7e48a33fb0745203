import Foundation
import Testing

/// Surveys from the schedule to the answer, with a real broker, database and browser.
extension `With private servers` {
    @Suite struct `A client who is asked` {
        private static let client = SentEvent(
            id: "client-1",
            type: "client.upserted",
            data: #"""
                {"client_id":"C1","name":"ООО <b>Ромашка</b>","emails":["a@client.test"],
                "project_manager_id":"pm","sales_head_id":"head","contract_from":"2020-01-01"}
                """#
        )
        private static let request = SentEvent(
            id: "request-1",
            type: "nps.survey_requested",
            data: #"{"client_id":"C1"}"#
        )

        @Test func `is asked on time by whoever runs, after kill -9 too, and never twice`()
            async throws
        {
            try await Rig.use { rig in
                let first = try await rig.start(rig.asking())
                try rig.host.publish([Self.client])
                try await eventually("the first mail") { rig.mails("nps.survey").count == 1 }
                try await first.kill9()
                // Nobody is there when the second mail and the third are due.
                try await eventually("a mail that is overdue") {
                    try rig.database.number(Self.overdue) == 1
                }
                let second = try await rig.start(rig.asking())
                try await eventually("the mail that is late") { rig.mails("nps.survey").count == 2 }
                try await eventually("the next one") { rig.mails("nps.survey").count == 3 }
                try await second.stop()
                let surveys = rig.mails("nps.survey").compactMap { $0["survey_id"] as? String }
                #expect(surveys == ["S1-C1", "S2-C1", "S3-C1"])
            }
        }

        @Test func `answers in a browser without JavaScript, on a telephone and at a desk`()
            async throws
        {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.asking(every: "1d"))
                try rig.host.publish([Self.client, Self.request])
                let mail = try await eventually("the mail") { rig.mails("nps.survey").first }
                let html = try #require(mail["html"] as? String)
                let link = try #require(html.firstMatch(of: /href="([^"]+\?score=good)"/)?.1)
                let browser = try Browser(folder: rig.folder)
                for (width, isDark) in [(320, false), (390, true), (1280, false)] {
                    try browser.resize(width: width, height: 844, isDark: isDark)
                    try await browser.visit(String(link))
                    try Self.checkForm(browser, width)
                }
                #expect(try rig.database.number(Self.answersTaken) == 0)
                try browser.click("label.excellent")
                try browser.click("textarea")
                try browser.write("Спасибо <Павлу> & Ко")
                try browser.click("button")
                try await eventually("thanks") { try browser.text().contains("Спасибо за ответ") }
                #expect(try browser.picture().count > 5000)
                try await eventually("the request for a review") {
                    rig.mails("nps.review").count == 1
                }
                #expect(try rig.database.number(Self.answersTaken) == 1)
                try await daemon.stop()
            }
        }

        @Test func `reads a mail that looks right on a telephone and at a desk`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.asking(every: "1d"))
                try rig.host.publish([Self.client, Self.request])
                let mail = try await eventually("the mail") { rig.mails("nps.survey").first }
                let file = rig.folder.appending(path: "mail.html")
                let html = try #require(mail["html"] as? String)
                try html.write(to: file, atomically: true, encoding: .utf8)
                let browser = try Browser(folder: rig.folder)
                for (width, isDark) in [(320, true), (600, false), (1280, true)] {
                    try browser.resize(width: width, height: 844, isDark: isDark)
                    try await browser.visit(file.absoluteString)
                    #expect(try browser.value(Self.widthNeeded) as? Int == width)
                    #expect(try browser.value("document.querySelectorAll('b').length") as? Int == 0)
                    let contrasts = try browser.value(Contrast.script("a, p, h1"))
                    for contrast in contrasts as? [Double] ?? [] { #expect(contrast >= 4.5) }
                    #expect((contrasts as? [Double])?.count == 7)
                }
                try await daemon.stop()
            }
        }

        private static let overdue = """
            SELECT count(*) FROM timer
            WHERE name = 'survey_mail' AND due_at < now() - interval '5 seconds'
            """
        private static let answersTaken =
            "SELECT count(*) FROM journal WHERE type = 'nps.answered'"
        /// How wide the page is with everything on it.
        private static let widthNeeded = "document.documentElement.scrollWidth"

        /// The choice of the link is marked; everything can be read, reached and pressed.
        private static func checkForm(_ browser: Browser, _ width: Int) throws {
            let marked = "document.querySelector('input:checked').value"
            #expect(try browser.value(marked) as? String == "good")
            #expect(try browser.value(widthNeeded) as? Int == width, "must not scroll sideways")
            let words = "h1, p, legend, .label, .score > span:last-child, button"
            let contrasts = try browser.value(Contrast.script(words))
            for contrast in contrasts as? [Double] ?? [] { #expect(contrast >= 4.5, "\(width)") }
            #expect(((contrasts as? [Double])?.count ?? 0) >= 9)
            // WCAG 2.2, 2.5.8: whatever is pressed is large enough for a finger.
            let smallest = """
                Math.min(...[...document.querySelectorAll('label.score, button, textarea')]
                .map(e => Math.min(e.offsetWidth, e.offsetHeight)))
                """
            #expect((try browser.value(smallest) as? Double ?? 0) >= 44)
            let unnamed = """
                [...document.querySelectorAll('input, textarea')]
                .filter(e => !e.labels || !e.labels[0] || !e.labels[0].innerText.trim()).length
                """
            #expect(try browser.value(unnamed) as? Int == 0, "every field has a label")
        }
    }
}

/// How well text can be told from what is behind it, as WCAG counts it: 4.5 is enough to read.
private enum Contrast {
    static func script(_ selector: String) -> String {
        """
        (() => {
          const light = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
          const luminance = ([r, g, b]) => .2126 * light(r) + .7152 * light(g) + .0722 * light(b);
          const colour = text => text.match(/[0-9.]+/g).map(Number);
          const behind = element => {
            for (let e = element; e; e = e.parentElement) {
              const ring = e.matches('.score') && e.querySelector('input:checked + .ring');
              const paper = colour(getComputedStyle(ring || e).backgroundColor);
              if (paper.length < 4 || paper[3] > 0) return paper;
            }
            return [255, 255, 255];
          };
          return [...document.querySelectorAll('\(selector)')].map(e => {
            const ink = colour(getComputedStyle(e).color);
            const [one, other] = [luminance(ink), luminance(behind(e))];
            return (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
          });
        })()
        """
    }
}

extension Rig {
    /// Settings of a company that asks its clients.
    fileprivate func asking(every: String = "4s") throws -> DaemonSettings {
        var settings = try settings()
        settings.more = """
            [[people]]
            id = "head"
            name = "Ирина Главная"
            roles = ["sales_head"]
            [[people]]
            id = "pm"
            name = "Павел Проджект"
            roles = ["project_manager"]
            [nps]
            every = "\(every)"
            spread = "0s"
            calls_every = "off"
            remind_after = "off"
            cooldown = "0s"
            """
        return settings
    }
}
