import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle
package import Telemetry

/// Health, metrics and pages over HTTP.
///
/// Stops by graceful shutdown: requests in progress are answered, open connections closed.
package struct WebServer: Service {
    /// Where to listen, and how much a client may ask for.
    package struct Configuration: Equatable, Sendable {
        /// Name or address of this machine.
        package var host: String
        /// Zero lets the system choose.
        package var port: Int
        /// A whole request must have been read within this time; a connection may idle as long.
        package var requestTimeout: Duration = .seconds(10)
        /// All header lines together, and each of them.
        package var headerBytesMax = 16 * 1024
        package var bodyBytesMax = 64 * 1024
        /// More connections at once wait until others are closed.
        package var connectionsMax = 256

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        /// As the configuration file writes it.
        fileprivate var address: String {
            host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }

    private let configuration: Configuration
    private let routes: Routes
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - health: Asked at each `GET /healthz` and `/readyz`.
    ///   - metrics: Rendered at each `GET /metrics`.
    ///   - clientPages: Those of processes, for people outside the company.
    ///   - reports: Makes the pages behind the password; nil serves none.
    ///   - uploads: Takes positions that are sent by PUT; nil takes none.
    ///   - signedPages: Keeps the reports behind signed links; nil serves none.
    ///   - signedDocuments: Keeps the documents behind signed links; nil serves none.
    ///   - hooks: Takes what other systems send by POST; nil takes nothing.
    ///   - presses: Shows the pages of buttons; nil shows none.
    ///   - onListening: Told the port once connections are accepted.
    package init(
        configuration: Configuration,
        health: any HealthSource,
        metrics: PrometheusRegistry,
        clientPages: [ClientPages] = [],
        logger: Logger,
        reports: (any ReportDesk)? = nil,
        uploads: (any UploadDesk)? = nil,
        signedPages: (any SignedPageDesk)? = nil,
        signedDocuments: (any SignedDocumentDesk)? = nil,
        hooks: (any HookDesk)? = nil,
        presses: (any PressDesk)? = nil,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        routes = Routes(
            health: health,
            metrics: metrics,
            clientPages: clientPages.flatMap { $0.pages(configuration.bodyBytesMax) },
            reports: reports.map { ReportRoutes(desk: $0) },
            uploads: uploads.map { UploadRoutes(desk: $0) },
            signedPages: signedPages.map { SignedPageRoutes(desk: $0) },
            signedDocuments: signedDocuments.map { SignedDocumentRoutes(desk: $0) },
            hooks: HookRoutes(
                presses: presses,
                desk: hooks,
                bodyBytesMax: configuration.bodyBytesMax
            )
        )
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until it is told to stop.
    ///
    /// - Throws: `WebError` where it can't listen.
    package func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw WebError(error, at: configuration.address)
        } catch let error as SocketAddressError {
            throw WebError(
                .addressNotAvailable,
                "http.listen: \(configuration.host) is no address of this machine: \(error)"
            )
        }
    }

    /// What `run` runs; tests speak to it without a socket.
    var application: some ApplicationProtocol {
        Application(
            router: routes.router(bodyBytesMax: configuration.bodyBytesMax),
            server: .http1(configuration: channelConfiguration),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    configuration.connectionsMax
                )
            ),
            onServerRunning: { [onListening] channel in
                await onListening(channel.localAddress?.port ?? 0)
            },
            logger: logger
        )
    }

    private var channelConfiguration: HTTP1Channel.Configuration {
        let time = TimeAmount(configuration.requestTimeout)
        let bodyBytesMax = configuration.bodyBytesMax
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                RequestBounds(
                    time: time,
                    bodyBytesMax: bodyBytesMax,
                    isExempt: routes.admits
                )
            ],
            idleTimeout: time,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: configuration.headerBytesMax,
                maxHeaderListSize: configuration.headerBytesMax,
                maxHeaderFieldCount: 100
            )
        )
    }
}

extension WebError {
    fileprivate init(_ error: IOError, at address: String) {
        switch error.errnoCode {
        case EADDRINUSE:
            self.init(
                .addressInUse,
                "http.listen: \(address) is in use; stop the program that listens there, or "
                    + "choose another port"
            )
        case EADDRNOTAVAIL, EACCES:
            self.init(
                .addressNotAvailable,
                "http.listen: this process may not listen on \(address): \(error)"
            )
        default:
            self.init(.failed, "http.listen: \(address) can't be served: \(error)")
        }
    }
}
