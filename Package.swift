// swift-tools-version: 6.2
import PackageDescription

/// The same strictness for every target: Swift 6 mode, upcoming features, warnings are errors.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "baton",
    platforms: [.macOS(.v15)],
    products: [],
    dependencies: [],
    targets: [
        .target(name: "Domain", swiftSettings: settings),
        .systemLibrary(
            name: "CRabbitMQ", pkgConfig: "librabbitmq", providers: [.apt(["librabbitmq-dev"])]),
        .target(name: "AMQP", dependencies: ["CRabbitMQ"], swiftSettings: settings),
        .testTarget(name: "AMQPTests", dependencies: ["AMQP"], swiftSettings: settings),
        .testTarget(name: "AMQPIntegrationTests", dependencies: ["AMQP"], swiftSettings: settings),
    ]
)
