import Domain
import Settings
import Testing

@Suite struct ReloadTests {
    private func changes(_ before: String, _ after: String) throws -> [String] {
        try Settings.parse(after).changes(since: Settings.parse(before)).map(\.description)
    }

    @Test func `nothing changes where nothing differs`() throws {
        let text =
            "[calls]\n[[rules]]\nname = \"r\"\non = \"lead.created\"\n"
            + "do = [{ publish = \"task.create\","
            + " data = { title = \"b\", assignee_id = \"c\", note = \"d\" } }]"
        #expect(try changes(text, text + "\n# a comment") == [])
        #expect(try changes("", "[amqp]\nprefetch = 500") == [])
    }

    @Test func `what needs a restart is told from what takes effect at once`() throws {
        let after = """
            [service]
            source = "other"
            locale = "en"
            [amqp]
            prefetch = 1
            url = "amqp://guest:other@127.0.0.1:5672/%2F"
            tls = { verify = false }
            [postgres]
            schema = "s"
            [http]
            listen = ""
            secret = "0123456789abcdef"
            [qualification]
            junk_stages = []
            """
        #expect(
            try changes("", after) == [
                "service.source (after a restart)", "service.locale", "amqp.url (after a restart)",
                "amqp.prefetch (after a restart)", "amqp.tls.verify (after a restart)",
                "postgres.schema (after a restart)", "http.listen (after a restart)", "http.secret",
                "qualification.junk_stages",
            ]
        )
    }

    @Test func `sections and lists of sections change as a whole`() throws {
        let person = "[[people]]\nid = \"a\"\nname = \"A\"\nroles = [\"director\"]\n"
        #expect(try changes(person, person.replacing("\"A\"", with: "\"B\"")) == ["people"])
        #expect(try changes(person, "") == ["people"])
        #expect(try changes("", "[pay]") == ["pay"])
        #expect(try changes("[calls]", "") == ["calls"])
        let line = "[calls]\nlines = [{ number = \"100\", channel = \"a\" }]"
        #expect(try changes("[calls]", line) == ["calls.lines"])
    }
}
