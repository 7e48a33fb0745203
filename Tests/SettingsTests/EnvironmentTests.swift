import Domain
import Foundation
import Settings
import Testing

@Suite struct EnvironmentTests {
    @Test func `a variable overrides a scalar key of the file`() throws {
        let text =
            "[amqp]\nprefetch = 1\ndeclare = true\n[calls]\n[lead_distribution.final]\nassign ="
            + " \"role:director\""
        let settings = try Settings.parse(
            text,
            environment: [
                "BATON_AMQP_PREFETCH": "7", "BATON_AMQP_DECLARE": "false",
                "BATON_AMQP_TLS_VERIFY": "false", "BATON_HTTP_LISTEN": "",
                "BATON_LEAD_DISTRIBUTION_TOP_SIZE": "5", "BATON_CALLS_FALLBACK_ACTION": "voicemail",
                "BATON_LEAD_DISTRIBUTION_FINAL_ASSIGN": "person:anna",
                "BATON_QUALIFICATION_ACCEPT_WITHIN": "24h", "PATH": "/bin", "BATON_TEST_X": "1",
            ]
        )
        #expect(settings.amqp.prefetch == 7)
        #expect(!settings.amqp.declares)
        #expect(!settings.amqp.tls.verifies)
        #expect(settings.http.listen == nil)
        #expect(settings.policies.leadDistribution?.topSize == 5)
        #expect(settings.policies.leadDistribution?.final == .person("anna"))
        #expect(settings.policies.qualification.acceptWithin == .seconds(86_400))
    }

    @Test func `a variable of a section turns the section on`() throws {
        let settings = try Settings.parse("", environment: ["BATON_PAY_FIXED": "10"])
        #expect(settings.policies.pay?.fixed.amount == 10)
        #expect(
            Given.problems("", environment: ["BATON_LEAD_DISTRIBUTION_TOP_SIZE": "5"]).first?
                .contains("lead_distribution.final.assign: is missing") == true
        )
    }

    @Test func `what is wrong with a variable is said of the variable`() {
        let said = Given.problems(
            "",
            environment: [
                "BATON_AMQP_PREFETCH": "many", "BATON_AMQP_URL": "http://u:hidden@h",
                "BATON_AMQP_PREFECH": "1", "BATON_CALLS_LINES": "[]", "BATON_PEOPLE_ID": "a",
                "BATON_LEAD_DISTRIBUTION_FINAL_ASSIGN": "role:boss",
            ]
        )
        #expect(
            said == [
                "BATON_AMQP_URL: amqp.url: must be a URL beginning with amqp:// or amqps://,"
                    + " such as"
                    + " amqp://user:password@host:5672/%2F; what is given is not",
                "BATON_AMQP_PREFETCH: amqp.prefetch: must be a whole number from 1 to 65535, not"
                    + " \"many\"",
                "BATON_LEAD_DISTRIBUTION_FINAL_ASSIGN: lead_distribution.final.assign: must be"
                    + " \"person:ID\" or \"role:ROLE\", not \"role:boss\"; the roles are marketer,"
                    + " sales_manager, sales_head, project_manager, director, consultant",
                "BATON_AMQP_PREFECH: unknown variable, did you mean BATON_AMQP_PREFETCH?",
                "BATON_CALLS_LINES: unknown variable, no key of that section has this name",
                "BATON_PEOPLE_ID: unknown variable; a variable can override only single values"
                    + " outside of lists",
            ]
        )
    }

    @Test func `links that container platforms set are no mistakes`() {
        let links = [
            "BATON_SERVICE_HOST", "BATON_SERVICE_PORT", "BATON_SERVICE_PORT_HTTP",
            "BATON_HTTP_PORT", "BATON_HTTP_PORT_8080_TCP_ADDR", "BATON_HTTP_SERVICE_HOST",
        ]
        let environment = Dictionary(uniqueKeysWithValues: links.map { ($0, "tcp://10.0.0.1:80") })
        #expect(Given.problems("", environment: environment) == [])
        #expect(Given.problems("", environment: ["BATON_HTTP_PORT": "8080"]).count == 1)
    }

    @Test func `values are read from files and credentials`() throws {
        try Given.folder { folder in
            let secret = "sixteen bytes or more"
            try Data("\(secret)\n".utf8).write(to: folder.appending(path: "s"))
            try Data("\(secret)\r\n\n".utf8).write(to: folder.appending(path: "two"))
            let settings = try Settings.parse(
                "[http]\nsecret = \"credential:s\"\nreports_password = \"file:\(folder.path)/two\"",
                environment: ["BATON_SERVICE_SOURCE": "file:\(folder.path)/n"].filter { _ in false
                },
                credentialsDirectory: folder.path
            )
            #expect(settings.http.secret?.revealed == secret)
            #expect(settings.http.reportsPassword?.revealed == "\(secret)\r\n")
            let systemd = try Settings.parse(
                "[http]\nsecret = \"credential:s\"",
                environment: ["CREDENTIALS_DIRECTORY": folder.path]
            )
            #expect(systemd.http.secret?.revealed == secret)
        }
    }

    @Test func `what can't be read elsewhere is named, and what is read is not shown`() throws {
        try Given.folder { folder in
            try Data("hidden!".utf8).write(to: folder.appending(path: "s"))
            let path = folder.path
            let text = """
                [http]
                secret = "credential:none"
                reports_password = "file:relative"
                public_url = "file:\(path)/s"
                [service]
                log = "file:\(path)/s"
                source = "credential:../s"
                """
            let said = Given.problems(text, environment: ["CREDENTIALS_DIRECTORY": path])
            #expect(
                said == [
                    "f:2: http.secret: \(path)/none can't be read: there is no such file",
                    "f:3: http.reports_password: \"file:\" must be followed by a path that begins"
                        + " with /",
                    "f:4: http.public_url: must be a URL beginning with http:// or https://,"
                        + " without"
                        + " query; what \(path)/s holds is not",
                    "f:6: service.log: must be one of \"text\", \"json\", \"auto\"; what \(path)/s"
                        + " holds is not",
                    "f:7: service.source: \"credential:\" must be followed by the name of a"
                        + " credential",
                ]
            )
            #expect(
                Given.problems("[http]\nsecret = \"credential:s\"").first?
                    .contains("$CREDENTIALS_DIRECTORY is not set") == true
            )
        }
    }
}
