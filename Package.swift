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
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(
    name: "HummingbirdTesting",
    package: "hummingbird"
)

let package = Package(
    name: "baton",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "baton", targets: ["baton"]),
        .executable(name: "baton-adapter", targets: ["baton-adapter"]),
        // For the package in Benchmarks/, see docs/decisions/0027-bench-beside-the-product.md.
        .library(name: "AMQP", targets: ["AMQP"]),
        .library(name: "Postgres", targets: ["Postgres"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle",
            from: "2.13.0"
        ),
    ],
    targets: [
        .target(name: "Domain", swiftSettings: settings),
        .target(name: "Contract", dependencies: ["Domain"], swiftSettings: settings),
        .target(name: "Threads", swiftSettings: settings),
        .target(
            name: "Engine",
            dependencies: [
                "Domain", "Contract", "Threads", crypto, deque, heap, logging, metrics, coreMetrics,
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
        .target(
            name: "AMQP",
            dependencies: ["CRabbitMQ"],
            swiftSettings: settings + [.strictMemorySafety()]
        ),
        .target(
            name: "Store",
            dependencies: ["Domain", "Contract", "Engine", "Postgres", crypto],
            resources: [.embedInCode("Migrations")],
            swiftSettings: settings
        ),
        .target(
            name: "Bus",
            dependencies: [
                "Domain", "Contract", "Engine", "AMQP", "Threads", deque, logging, coreMetrics,
            ],
            swiftSettings: settings
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Bulk",
            dependencies: [
                "Domain", "Contract", "Postgres", "AMQP", "CZlib", "Threads", crypto, logging,
                coreMetrics,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Settings",
            dependencies: ["Domain"],
            swiftSettings: settings
        ),
        .target(name: "Texts", dependencies: ["Domain", mustache], swiftSettings: settings),
        .systemLibrary(
            name: "CPango",
            pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev"])]
        ),
        .systemLibrary(
            name: "CQREncode",
            pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]
        ),
        .systemLibrary(name: "CSpawn"),
        .target(
            name: "Drawing",
            dependencies: ["Domain", "CPango", "CQREncode", "CSpawn"],
            swiftSettings: settings
        ),
        .target(
            name: "Reports",
            dependencies: ["Domain", "Postgres", "Texts"],
            swiftSettings: settings
        ),
        .target(
            name: "Simulating",
            dependencies: ["Domain", "Contract", "Engine", "Reports", "Store", "Texts", heap],
            swiftSettings: settings
        ),
        .target(name: "Telemetry", dependencies: [coreMetrics], swiftSettings: settings),
        .target(
            name: "Web",
            dependencies: [
                "Domain", "Reports", "Telemetry", crypto, httpTypes, hummingbird, lifecycle,
                logging,
                nioCore,
                nioHTTPTypes,
            ],
            swiftSettings: settings
        ),

        .target(
            name: "Console",
            dependencies: ["Domain", logging],
            swiftSettings: settings
        ),

        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .target(name: "Curl", dependencies: ["CCurl"], swiftSettings: settings),
        .target(
            name: "AdapterKit",
            dependencies: [
                "AMQP", "Domain", "Postgres", "Settings", "Store", "Threads", crypto, logging,
                coreMetrics,
            ],
            resources: [.embedInCode("Migrations")],
            swiftSettings: settings
        ),
        .target(
            name: "Mail",
            dependencies: ["AdapterKit", "Curl", "Domain", crypto, logging],
            swiftSettings: settings
        ),
        .target(
            name: "Bitrix24",
            dependencies: [
                "AdapterKit", "Curl", "Domain", "Postgres", "Threads", crypto, logging,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "HTTPBridge",
            dependencies: [
                "AdapterKit", "Curl", "Domain", "Postgres", "Settings", "Web", crypto, logging,
                mustache,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Telegram",
            dependencies: ["AdapterKit", "Curl", "Domain", "Postgres", logging],
            swiftSettings: settings
        ),
        .target(
            name: "Asterisk",
            dependencies: ["AdapterKit", "Domain", "Postgres", "Threads", logging],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "baton-adapter",
            dependencies: [
                "AMQP", "AdapterKit", "Asterisk", "Bitrix24", "Console", "Curl", "Domain",
                "HTTPBridge", "Mail",
                "Postgres", "Settings", "Store", "Telegram", "Telemetry", "Web", logging,
                coreMetrics, lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),

        .executableTarget(
            name: "baton",
            dependencies: [
                "Console", "Domain", "Contract", "Engine", "Postgres", "AMQP", "Store", "Bus",
                "Bulk",
                "Settings", "Simulating", "Texts", "Telemetry", "Threads", "Reports", "Web",
                "Drawing", logging, coreMetrics, lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Requirements.txt")],
            swiftSettings: settings
        ),

        .target(name: "FakeBroker", path: "Tests/FakeBroker", swiftSettings: settings),
        .target(
            name: "Agency",
            dependencies: ["Contract", "Domain", "Engine", "SeededChance", "Simulating"],
            path: "Tests/Agency",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "agency-year",
            dependencies: [
                "Agency", "Domain", "Engine", "Settings", "Simulating", "Texts",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .target(name: "SeededChance", path: "Tests/SeededChance", swiftSettings: settings),
        .testTarget(
            name: "SettingsTests",
            dependencies: ["Domain", "Settings"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Confined",
            dependencies: ["Drawing"],
            path: "Tests/Confined",
            swiftSettings: settings
        ),
        .testTarget(
            name: "DrawingTests",
            dependencies: ["Confined", "Domain", "Drawing"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TextsTests",
            dependencies: ["Domain", "Texts"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Contract", "Domain", "Engine", "Postgres", "Reports", "SeededChance", "Store",
                "Texts",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TelemetryTests",
            dependencies: ["Telemetry", metrics],
            swiftSettings: settings
        ),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Domain", "Reports", "Telemetry", "Texts", "Web", httpTypes, hummingbird,
                hummingbirdTesting, lifecycle, logging, metrics, nioCore, nioEmbedded,
                nioHTTPTypes, nioPosix,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AMQPTests",
            dependencies: ["AMQP", "FakeBroker", "SeededChance"],
            swiftSettings: settings
        ),
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
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "AMQP", "Agency", "Bus", "Domain", "Engine", "Postgres", "SeededChance", "Settings",
                "Simulating", "Store", "Texts",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "BusTests",
            dependencies: [
                "AMQP", "Bus", "Contract", "Domain", "Engine", "FakeBroker", "Threads", coreMetrics,
                logging,
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "BulkTests", dependencies: ["Bulk", "Domain"], swiftSettings: settings),
        .testTarget(
            name: "BulkIntegrationTests",
            dependencies: [
                "Bulk", "Contract", "Domain", "Postgres", "SeededChance", "Store",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Contract", "Domain", "Engine", "Postgres", "Reports", "Store"],
            exclude: ["Fixtures"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["Contract", "Domain", "Engine", "SeededChance", "Settings", "Texts"],
            exclude: ["Corpus"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RulesTests",
            dependencies: ["Contract", "Domain", "Engine", "Settings", "Texts"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DocumentsTests",
            dependencies: ["Contract", "Domain", "Engine", "SeededChance", "Settings", "Texts"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AdapterTests",
            dependencies: [
                "AdapterKit", "Bitrix24", "Curl", "Domain", "HTTPBridge", "Mail", "Settings",
                hummingbird, httpTypes, lifecycle, logging, nioCore,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AdapterIntegrationTests",
            dependencies: [
                "AMQP", "AdapterKit", "Bitrix24", "Curl", "Domain", "HTTPBridge", "Mail",
                "Postgres", "Settings", "Store", "Telegram", "baton-adapter", crypto, logging,
                metrics,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "YearTests",
            dependencies: [
                "Agency", "Contract", "Domain", "Engine", "Settings", "Simulating", "Texts",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "WhatIfTests",
            dependencies: [
                "Contract", "Domain", "Engine", "Reports", "Settings", "Simulating", "Texts",
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "TidyTests", swiftSettings: settings),
        .testTarget(
            name: "DomainTests",
            dependencies: ["Domain", "SeededChance"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ContractTests",
            dependencies: ["Domain", "Contract", "SeededChance"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Domain", "Contract", "Engine", "SeededChance", "Threads", logging, coreMetrics,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "Domain", "Contract", "Engine", "SeededChance", "Threads", logging, coreMetrics,
            ],
            swiftSettings: settings
        ),
    ]
)
