import Drawing
import Glibc

/// What somebody could do who has made `baton render` run code of his own: everything is tried once
/// it has given up what it can, and told on a line each.
@main enum Confined {
    static func main() {
        do {
            let printing = try Printing()
            printing.prepare()
            try RenderLimits.enter()
            tell("entered", 0)
        } catch {
            return tell("refused to enter: \(error.message)", -1)
        }
        tell("read a file", open("/etc/passwd", O_RDONLY))
        tell("read itself", open("/proc/self/environ", O_RDONLY))
        tell("write a file", open("/tmp/baton-confined", O_WRONLY | O_CREAT, 0o600))
        tell("look into a folder", opendir("/") == nil ? -1 : 0)
        tell("connect", socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        tell("ask for a name", socket(AF_INET6, Int32(SOCK_DGRAM.rawValue), 0))
        tell("talk to a neighbour", socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        var ends: [Int32] = [-1, -1]
        tell("make a pipe", pipe(&ends))
        tell("copy a descriptor", dup(0))
        tell("signal its parent", kill(getppid(), 0))
        tell("run a program", run("/bin/true"))
        tell("have memory to write and run", writableCode())
    }

    private static func tell(_ what: String, _ result: Int32) {
        let line = Array("\(what): \(result < 0 ? "no" : "yes")\n".utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }

    private static func run(_ program: String) -> Int32 {
        var child: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
        defer { free(words[0]) }
        return posix_spawn(&child, program, nil, nil, &words, nil) == 0 ? 0 : -1
    }

    private static func writableCode() -> Int32 {
        let rights = PROT_READ | PROT_WRITE | PROT_EXEC
        let memory = mmap(nil, 4096, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return memory == MAP_FAILED ? -1 : 0
    }
}
