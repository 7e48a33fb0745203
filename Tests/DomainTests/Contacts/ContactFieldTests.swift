import Domain
import Foundation
import Testing

/// Fields in which people write more than one number or one address.
@Suite struct `A contact's field` {
    @Test(arguments: [
        "8 (913) 000-00-01", "8 (913) 000-00-01, 8 (495) 000-00-02",
        "8 (913) 000-00-01 / 8 (495) 000-00-02", "8 (913) 000-00-01 (Иван)", "'+79130000001",
        "Иван 8 (913) 000-00-01", "моб.: +7 913 000-00-01; раб.: +7 495 000-00-02",
        "89130000001 84950000002", "8 913 000 00 01 8 495 000 00 02",
        "+79130000001 +74950000002", "89130000001\n84950000002", "89130000001 звонить после 18:00",
        "после 18 звонить 8 913 000-00-01", "\"Иван\" <sip:89130000001@pbx.example.org>",
        "8(913)000-00-01 или 8(495)000-00-02", "12 8 913 000-00-01", "тел.+79130000001",
    ])
    func `holds the number that stands in it first`(text: String) {
        #expect(PhoneNumber(firstIn: text, region: "RU")?.rawValue == "+79130000001")
    }

    @Test(arguments: [
        "", "позвоните мне", "anonymous", "4455", "8 3812 12 34", "+7 3812 12 34 567", "10.0.0.1",
        "0000000000 0000000000", "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        String(repeating: "89130000001 ", count: 100),
    ])
    func `holds none where nothing in it is one`(text: String) {
        #expect(PhoneNumber(firstIn: text, region: "RU") == nil)
    }

    @Test(arguments: [
        "anna@example.org", "Анна <anna@example.org>", "anna@example.org, boris@example.org",
        "mailto:anna@example.org", "anna@example.org/boris@example.org",
        "почта anna@example.org.", "«Anna@Example.ORG»", "нет@, anna@example.org",
    ])
    func `holds the address that stands in it first`(text: String) {
        #expect(EmailAddress(firstIn: text)?.rawValue == "anna@example.org")
        #expect(EmailAddress(recipientIn: text)?.rawValue == "anna@example.org")
    }

    @Test(arguments: ["", "нет", "@", "a@b@c", "anna@, @example.org"])
    func `holds no address where nothing in it is one`(text: String) {
        #expect(EmailAddress(firstIn: text) == nil)
    }

    @Test(arguments: [
        ("info@xn--e1afmkfd.xn--p1ai", "info@пример.рф"),
        ("info@пример.рф", "info@пример.рф"),
        ("info@XN--E1AFMKFD.xn--p1ai", "info@пример.рф"),
        ("a@xn--bcher-kva.example", "a@bücher.example"),
        ("a@xn--80ak6aa92e.com", "a@аррӏе.com"),
        ("a@xn--.example", "a@xn--.example"), ("a@xn--99999999.example", "a@xn--99999999.example"),
        ("a@xn--ihqwcrb4cv8a8dqg056pqjye.example", "a@他们为什么不说中文.example"),
    ])
    func `is looked up under one spelling of a domain`(address: String, key: String) {
        #expect(EmailAddress(address)?.key == key)
    }

    @Test func `is looked up by what it holds, and never by a placeholder`() {
        var policies = Policies()
        policies.placeholderPhones = ["+79999999999"]
        let keys = policies.contacts.keys(
            phones: ["8 (999) 999-99-99", "8 (913) 000-00-01 (Иван)"],
            emails: ["Анна <anna@example.org>"]
        )
        #expect(keys == ["+79130000001", "anna@example.org"])
    }

    @Test func `that leads to nobody is noted once`() {
        var floor = SalesFloor.racing()
        floor.policies.placeholderPhones = ["+79999999999"]
        floor.lead("L1", #""contact": {"phone": "позвоните", "email": "нет"}"#)
        floor.lead("L2", #""contact": {"phone": "+7 999 999-99-99"}"#)
        floor.hear("lead.updated", #"{"lead_id": "L1", "fields": {"budget": 5}}"#)
        #expect(
            floor.journal.filter { $0.hasPrefix("note contact.") } == [
                "note contact.phone_unread", "note contact.email_unread",
                "note contact.phone_placeholder",
            ]
        )
    }

    @Test func `of a client is noted too`() {
        var floor = SalesFloor.racing()
        floor.hear(
            "client.upserted",
            #"{"client_id": "C1", "name": "Ромашка", "phones": ["нет"], "emails": ["нет"]}"#
        )
        #expect(floor.journal.contains("note contact.phone_unread"))
        #expect(floor.journal.contains("note contact.email_unread"))
    }

    @Test func `makes a placeholder nobody's caller`() throws {
        var exchange = try Exchange.agency { $0.spamAfter = 1 }
        exchange.policies.placeholderPhones = ["+266696687"]
        exchange.incoming("C1", from: "+266696687")
        exchange.answered("head1")
        exchange.ended()
        exchange.marked(.spam)
        exchange.forget()
        exchange.incoming("C2", from: "+266696687")
        #expect(exchange.rung == ["head1"])
    }
}
