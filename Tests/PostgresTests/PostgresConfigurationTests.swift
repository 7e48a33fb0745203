import Testing

@testable import Postgres

@Suite struct `A connection string` {
    private func configuration(_ url: String) -> PostgresConfiguration {
        PostgresConfiguration(url: url, applicationName: "test")
    }

    @Test(arguments: [
        "postgresql://baton:s3cret@db:5433/crm?sslmode=require&sslpassword=s3cret",
        "host=db port=5433 user=baton password=s3cret dbname=crm sslmode=require",
        "postgresql://db:5433/crm?user=baton&password=s3cret&sslmode=require",
    ])
    func `is shown without its password, however it is printed`(_ url: String) {
        let configuration = configuration(url)
        #expect("\(configuration)" == "user=baton host=db port=5433 dbname=crm sslmode=require")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in [dumped, String(reflecting: configuration), "\([configuration])"] {
            #expect(!text.contains("s3cret"))
        }
    }

    @Test(arguments: [
        "postgresql://baton:s3cret@x@db/crm", "postgresql://baton:s3cret/x@db/crm",
        "postgresql://baton:s3cret%zz@db/crm", "host=db password='s3cret", "user=b s3cret",
        "postgresql://[s3cret/crm", "postgresql://db/crm?s3cret=1", "postgresql://db/\0s3cret",
        "host=db port=s3cret", "host=db sslmode=s3cret",
    ])
    func `that is not understood is refused without repeating it`(_ url: String) {
        let error = #expect(throws: PostgresError.self) {
            _ = try PostgresConnection(configuration(url))
        }
        #expect(error?.code == .configuration)
        #expect(error.map { "\($0)".contains("s3cret") } == false)
        #expect(!"\(configuration("postgresql://baton:s3cret@x@db/crm"))".contains("s3cret"))
    }

    @Test func `wins over our defaults, but not over the encoding`() throws {
        let keywords = configuration("postgresql://db").keywords(for: [:]).map(\.name)
        let url = try #require(keywords.firstIndex(of: "dbname"))
        #expect(keywords[..<url].contains("target_session_attrs"))
        #expect(keywords[url...].contains("client_encoding"))
    }

    @Test func `of several hosts is tried host by host`() throws {
        let options = try ConnectionOptions(parsing: "postgresql://a:1,b:2/crm")
        #expect(options.hosts == [["host": "a", "port": "1"], ["host": "b", "port": "2"]])
        let sharedPort = try ConnectionOptions(parsing: "host=a,b port=5 dbname=crm")
        #expect(sharedPort.hosts == [["host": "a", "port": "5"], ["host": "b", "port": "5"]])
    }

    @Test(arguments: [
        "", "crm", "postgresql://a/crm", "host=a,b port=1,2,3", "host=,a",
        "host=a,b target_session_attrs=prefer-standby",
    ])
    func `is otherwise left to libpq as a whole`(_ url: String) throws {
        #expect(try ConnectionOptions(parsing: url).hosts == [[:]])
    }

    @Test func `durations become whole milliseconds, never zero`() {
        var configuration = configuration("")
        configuration.lockTimeout = .nanoseconds(1)
        configuration.statementTimeout = .seconds(2)
        #expect(configuration.allSessionSettings["lock_timeout"] == "1")
        #expect(configuration.allSessionSettings["statement_timeout"] == "2000")
    }

    @Test func `settings of the caller come last`() {
        var configuration = configuration("")
        configuration.sessionSettings = ["TimeZone": "Europe/Moscow", "search_path": "baton"]
        #expect(configuration.allSessionSettings["TimeZone"] == "Europe/Moscow")
        #expect(configuration.allSessionSettings["search_path"] == "baton")
    }
}
