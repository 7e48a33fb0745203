import Domain
import Settings
import Testing

@Suite struct SecretTests {
    private func everything(_ value: some Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        let mirror = Mirror(reflecting: value).children.map { "\($0.value)" }.joined()
        return "\(value)\(String(reflecting: value))\(dumped)\(mirror)"
    }

    @Test func `a secret is not printed, however one tries`() {
        #expect(!everything(Secret("hidden")).contains("hidden"))
        #expect("\(Secret("hidden"))" == "•••")
        #expect(!everything([Secret("hidden")]).contains("hidden"))
        #expect(!everything(SecretURL("amqp://u:hidden@h/v")).contains("hidden"))
    }

    @Test(arguments: [
        ("amqp://guest:hidden@127.0.0.1:5672/%2F", "amqp://guest:•••@127.0.0.1:5672/%2F"),
        ("amqp://127.0.0.1", "amqp://127.0.0.1"),
        ("amqp://guest@h/v", "amqp://guest@h/v"),
        ("amqp://u:hid/den?hid@den@h/v", "amqp://u:•••@h/v"),
        ("postgresql:///b?host=/run&password=hidden", "postgresql:///b?host=/run&password=•••"),
        ("postgresql://h/b?sslpassword=hidden&x=1", "postgresql://h/b?sslpassword=•••&x=1"),
        ("postgresql://h/b?password=hid@den", "postgresql://•••"),
        ("user=u password=hidden", "•••"),
        ("amqp://u:\u{301}hidden@\u{301}h/v", "amqp://u:•••@\u{301}h/v"),
        (
            "postgresql://h/b?\u{301}a=1&password=\u{301}hidden",
            "postgresql://h/b?\u{301}a=1&password=•••"
        ),
    ])
    func `a URL is printed without its password`(url: String, printed: String) {
        #expect("\(SecretURL(url))" == printed)
    }

    @Test func `settings, their summary and errors show no secret`() throws {
        let text = """
            [amqp]
            url = "amqp://u:hidden-a@h"
            [postgres]
            url = "postgresql://u:hidden-b@h/d?sslpassword=hidden-c"
            [http]
            secret = "hidden-d hidden-d hidden-d"
            reports_password = "hidden-e"
            """
        let settings = try Settings.parse(text)
        #expect(!everything(settings).contains("hidden"))
        #expect(!settings.summary.contains("hidden"))
        #expect(settings.summary.contains("secret = \"•••\""))
        #expect(settings.amqp.urls.map(\.revealed) == ["amqp://u:hidden-a@h"])
        let broken = text.replacing("@h", with: "@h:port x").replacing(
            " hidden-d hidden-d",
            with: ""
        )
        .replacing("\"hidden-d\"", with: "\"hidden\"")
        let said = Given.problems(broken)
        #expect(said.count == 3 && !said.joined().contains("hidden"))
    }

    @Test(arguments: [
        #"["amqp://u:hidden@a", "amqp://u:hidden@b:5673"]"#,
        #""amqp://u:hidden@a,amqp://u:hidden@b:5673""#,
        #""amqp://u:hidden@a\namqp://u:hidden@b:5673""#,
    ])
    func `the nodes of a broker are a list, or stand in one text`(given: String) throws {
        let settings = try Settings.parse("[amqp]\nurl = \(given)")
        let urls = ["amqp://u:hidden@a", "amqp://u:hidden@b:5673"]
        #expect(settings.amqp.urls.map(\.revealed) == urls)
        #expect(settings.summary.contains(#"url = ["amqp://u:•••@a", "amqp://u:•••@b:5673"]"#))
        let one = try Settings.parse("amqp.url = \"amqp://u:p,q,amqp:@a\"")
        #expect(one.amqp.urls.map(\.revealed) == ["amqp://u:p,q,amqp:@a"])
    }

    @Test func `a URL in the wrong place is not shown with its password either`() {
        let said = Given.problems("[http]\npublic_url = \"https://u:hidden@h\"")
        #expect(said.count == 1 && said.first?.contains("https://u:•••@h") == true)
    }

    @Test(arguments: [
        ("amqp://h:0", "has a port outside 1 to 65535"), ("amqp://", "has no host"),
        ("amqp://:5", "has no host"), ("amqp://u:a/b@h", "has a port that is no number"),
        ("amqp://[::1", "has a bracket that does not close"), ("amqp://h /", "holds white space"),
    ])
    func `what is wrong with a URL is said without it`(url: String, wrong: String) {
        #expect(Given.problems("[amqp]\nurl = \"\(url)\"").first?.contains(": \(wrong)") == true)
    }

    @Test(arguments: [
        "postgresql:///baton?host=/run/postgresql", "postgres://a,b:5433/x",
        "postgresql://[::1]:5/x",
    ])
    func `every URL that libpq understands is taken`(url: String) {
        #expect(Given.problems("[postgres]\nurl = \"\(url)\"") == [])
    }
}
