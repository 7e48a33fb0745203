import Foundation
import Glibc
import Testing

/// A real browser without a window, steered over its debugging pipe.
///
/// Pages run no script of their own in it: what works here works without JavaScript.
final class Browser {
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    private static let names = ["chromium", "chromium-browser", "google-chrome"]
    private static let patience: Int32 = 30_000

    private let child: pid_t
    private let input: Int32
    private let output: Int32
    private var session: String?
    private var lastID = 0
    private var unread: [UInt8] = []

    /// Starts it; its profile and its pipes lie in the folder.
    init(folder: URL) throws {
        let program = try Self.program()
        let (commands, answers) = (folder.path + "/commands", folder.path + "/answers")
        for pipe in [commands, answers] {
            guard mkfifo(pipe, 0o600) == 0 else {
                throw Failed(description: "no pipe: \(String(cString: strerror(errno)))")
            }
        }
        // Open for both ways, so that nobody waits for the other end to be opened.
        input = Glibc.open(commands, O_RDWR | O_CLOEXEC)
        output = Glibc.open(answers, O_RDWR | O_CLOEXEC)
        let line = """
            exec '\(program)' --headless=new --no-sandbox --disable-gpu --hide-scrollbars \
            --no-first-run --disable-dev-shm-usage --disable-background-networking \
            --user-data-dir='\(folder.path)/profile' --remote-debugging-pipe about:blank \
            3<'\(commands)' 4>'\(answers)'
            """
        child = try Spawner.shared.start(
            ["/usr/bin/setpriv", "--pdeathsig", "KILL", "/bin/sh", "-c", line],
            output: folder.path + "/browser.log",
            environment: ProcessInfo.processInfo.environment
        )
        try openPage()
    }

    deinit {
        kill(child, SIGKILL)
        var status: Int32 = 0
        waitpid(child, &status, 0)
        close(input)
        close(output)
    }

    private static func program() throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        let files = names.flatMap { name in path.split(separator: ":").map { "\($0)/\(name)" } }
        guard let file = files.first(where: { access($0, X_OK) == 0 }) else {
            throw Failed(
                description: "this test needs a browser: deploy/dev/install-packages installs one"
            )
        }
        return file
    }

    private func openPage() throws {
        let target = try ask("Target.createTarget", ["url": "about:blank"])
        let attached = try ask(
            "Target.attachToTarget",
            ["targetId": target["targetId"] ?? "", "flatten": true]
        )
        session = attached["sessionId"] as? String
        try ask("Page.enable")
        try ask("Emulation.setScriptExecutionDisabled", ["value": true])
    }

    // MARK: - What a person does

    /// A telephone or a desk, by day or by night.
    func resize(width: Int, height: Int, isDark: Bool = false) throws {
        try ask(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600,
            ]
        )
        let scheme = ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]
        try ask("Emulation.setEmulatedMedia", ["features": [scheme]])
    }

    /// Goes to an address and waits until the page stands.
    func visit(_ url: String) async throws {
        let answer = try ask("Page.navigate", ["url": url])
        if let problem = answer["errorText"] { throw Failed(description: "\(url): \(problem)") }
        try await eventually("the page \(url)") {
            try value("document.readyState") as? String == "complete"
        }
    }

    /// Clicks into the middle of whatever the selector finds.
    func click(_ selector: String) throws {
        let point = try value(
            """
            (() => { const box = document.querySelector('\(selector)').getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; })()
            """
        )
        guard let point = point as? [Double] else {
            throw Failed(description: "nothing to click at \(selector)")
        }
        for type in ["mousePressed", "mouseReleased"] {
            try ask(
                "Input.dispatchMouseEvent",
                ["type": type, "x": point[0], "y": point[1], "button": "left", "clickCount": 1]
            )
        }
    }

    /// Writes where the cursor is.
    func write(_ text: String) throws {
        try ask("Input.insertText", ["text": text])
    }

    /// What an expression says of the page.
    @discardableResult
    func value(_ expression: String) throws -> Any? {
        let answer = try ask(
            "Runtime.evaluate",
            ["expression": expression, "returnByValue": true]
        )
        if let problem = answer["exceptionDetails"] {
            throw Failed(description: "\(expression): \(problem)")
        }
        return (answer["result"] as? [String: Any])?["value"]
    }

    /// What can be read on the page.
    func text() throws -> String { try value("document.body.innerText") as? String ?? "" }

    /// A picture of what is seen.
    func picture() throws -> Data {
        let answer = try ask("Page.captureScreenshot", ["format": "png"])
        return Data(base64Encoded: answer["data"] as? String ?? "") ?? Data()
    }

    // MARK: - The pipe

    @discardableResult
    private func ask(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        lastID += 1
        var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
        if let session { message["sessionId"] = session }
        var bytes = [UInt8](try JSONSerialization.data(withJSONObject: message))
        bytes.append(0)
        guard Glibc.write(input, bytes, bytes.count) == bytes.count else {
            throw Failed(description: "the browser does not listen")
        }
        while true {
            let answer = try next()
            guard answer["id"] as? Int == lastID else { continue }
            if let error = answer["error"] { throw Failed(description: "\(method): \(error)") }
            return answer["result"] as? [String: Any] ?? [:]
        }
    }

    private func next() throws -> [String: Any] {
        while true {
            if let end = unread.firstIndex(of: 0) {
                let message = Data(unread[..<end])
                unread.removeSubrange(...end)
                let object = try JSONSerialization.jsonObject(with: message)
                return object as? [String: Any] ?? [:]
            }
            var wait = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard poll(&wait, 1, Self.patience) == 1 else {
                throw Failed(description: "the browser does not answer")
            }
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(output, &piece, piece.count)
            guard count > 0 else { throw Failed(description: "the browser has gone") }
            unread += piece[..<count]
        }
    }
}
