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

let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
    name: "baton",
    platforms: [.macOS(.v15)],
    products: [],
    dependencies: [
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    ],
    targets: [
        .target(name: "Domain", swiftSettings: settings),
        .target(name: "Contract", dependencies: ["Domain"], swiftSettings: settings),
        .target(
            name: "Engine",
            dependencies: [
                "Domain", "Contract", crypto, deque, logging, metrics, coreMetrics,
            ],
            swiftSettings: settings
        ),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "Postgres",
            dependencies: ["CLibPQ"],
            swiftSettings: settings + [.strictMemorySafety()]
        ),
        .systemLibrary(
            name: "CRabbitMQ",
            pkgConfig: "librabbitmq",
            providers: [.apt(["librabbitmq-dev"])]
        ),
        .target(name: "AMQP", dependencies: ["CRabbitMQ"], swiftSettings: settings),
        .target(
            name: "Store",
            dependencies: ["Domain", "Contract", "Engine", "Postgres", crypto],
            resources: [.embedInCode("Migrations")],
            swiftSettings: settings
        ),
        .target(
            name: "Bus",
            dependencies: ["Domain", "Contract", "Engine", "AMQP", deque, logging, coreMetrics],
            swiftSettings: settings
        ),
        .target(
            name: "Settings",
            dependencies: ["Domain", .product(name: "TOMLKit", package: "TOMLKit")],
            swiftSettings: settings
        ),

        .testTarget(
            name: "SettingsTests",
            dependencies: ["Domain", "Settings"],
            swiftSettings: settings
        ),
        .testTarget(name: "AMQPTests", dependencies: ["AMQP"], swiftSettings: settings),
        .testTarget(
            name: "PostgresTests",
            dependencies: ["CLibPQ", "Postgres"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PostgresIntegrationTests",
            dependencies: ["Postgres"],
            swiftSettings: settings
        ),
        .testTarget(name: "AMQPIntegrationTests", dependencies: ["AMQP"], swiftSettings: settings),
        .testTarget(name: "TidyTests", swiftSettings: settings),
        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
        .testTarget(
            name: "ContractTests",
            dependencies: ["Domain", "Contract"],
            swiftSettings: settings
        ),
    ]
)
