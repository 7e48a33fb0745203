import Domain
import Foundation
import Testing

@testable import Texts

@Suite struct DescribeTests {
    private let russian: Texts
    private let english: Texts

    init() throws {
        russian = try Texts(locale: .ru)
        english = try Texts(locale: .en)
    }

    @Test func `a stage change tells the stage in words and by its code`() {
        let data: [String: Value] = [
            "stage": .text("passed_to_sales"), "actor_id": .text("ivanova"),
        ]
        #expect(
            describe(russian, "qualification.stage_changed", data)
                == "Квалификация переводится на этап «передан в ОП (passed_to_sales)»; "
                + "кто: Анна Иванова"
        )
        #expect(
            describe(english, "qualification.stage_changed", data)
                == "Qualification moves to stage “passed to sales (passed_to_sales)”; "
                + "by Анна Иванова"
        )
    }

    @Test func `a stage in the CRM's own words is kept`() {
        let clause = describe(
            russian,
            "lead.stage_changed",
            ["stage": .text("UC_1"), "closed": .bool(true)]
        )
        #expect(clause == "Стадия лида теперь «UC_1», лид закрыт")
    }

    @Test func `a lead is created with whatever is known of it`() {
        #expect(describe(russian, "lead.created", [:]) == "Лид создан")
        let data: [String: Value] = [
            "source": .object(["channel": .text("сайт"), "campaign": .text("осень")]),
            "company": .text("ООО «Ромашка»"), "responsible_id": .text("ivanova"),
        ]
        #expect(
            describe(russian, "lead.created", data) == """
                Лид создан, канал сайт (осень), компания ООО «Ромашка», \
                ответственный: Анна Иванова
                """
        )
    }

    @Test func `nobody responsible is told as such`() {
        #expect(
            describe(russian, "lead.responsible_changed", ["responsible_id": .null])
                == "Лид остался без ответственного"
        )
    }

    @Test func `an absence tells its end, a return tells neither`() {
        let away: [String: Value] = [
            "person_id": .text("ivanova"), "available": .bool(false),
            "until": .text("2026-03-03T09:00:00Z"), "reason": .text("отпуск"),
        ]
        #expect(
            describe(russian, "person.availability_changed", away)
                == "Отсутствует: Анна Иванова, до 3 марта 2026, 9:00 (отпуск)"
        )
        let back: [String: Value] = ["person_id": .text("ivanova"), "available": .bool(true)]
        #expect(
            describe(english, "person.availability_changed", back) == "Back at work: Анна Иванова"
        )
    }

    @Test func `roles are listed in words`() {
        let data: [String: Value] = [
            "name": .text("Анна"), "roles": .list([.text("marketer"), .text("director")]),
        ]
        #expect(
            describe(russian, "person.upserted", data)
                == "Данные сотрудника: Анна (маркетолог, директор)"
        )
        #expect(
            describe(russian, "person.upserted", ["name": .text("Анна"), "roles": .list([])])
                == "Данные сотрудника: Анна"
        )
    }

    @Test func `a clause stays on one short line whatever the comment holds`() {
        let comment = "раз\nдва\u{1B}[31m\u{0} " + String(repeating: "я", count: 500)
        let clause = describe(
            russian,
            "qualification.stage_changed",
            ["stage": .text("returned_by_sales"), "comment": .text(comment)]
        )
        #expect(clause.contains("комментарий «раз два [31m "))
        #expect(clause.count < 300 && clause.hasSuffix("я…»"))
    }

    @Test func `a type that nobody described is shown with its data`() {
        #expect(
            describe(russian, "lead.frozen", ["person_id": .text("ivanova")])
                == "lead.frozen (person: Анна Иванова, person_id: ivanova)"
        )
    }

    @Test func `a timer is told by its process and name`() {
        #expect(
            describe(russian, "timer.qualification.reminder", [:])
                == "Сработал таймер qualification.reminder"
        )
    }

    @Test func `outcomes tell their reason in words`() {
        let phrase = Phrase("journal.outcome.rejected", ["reason": .text("comment_needed")])
        #expect(russian.text(phrase) == "отклонено: нужен комментарий")
        #expect(english.text(Phrase("journal.outcome.applied")) == "applied")
    }

    private func describe(_ texts: Texts, _ type: String, _ data: [String: Value]) -> String {
        texts.describe(type: type, data: data) { id in
            id == "ivanova" ? "Анна Иванова" : id.rawValue
        }
    }
}
