/// Twenty people who work in the agency, each with a temper.
enum Cast {
    /// Somebody, with how he answers.
    struct Member {
        let id: String
        let name: String
        let role: String
        /// Of a hundred things that he is asked, how many he takes.
        let takes: Int
        /// How many minutes that takes him, mostly.
        let minutes: Int
        /// Of a project manager: how content his clients are, of a hundred.
        var charm = 75

        init(_ id: String, _ name: String, _ role: String, takes: Int = 80, minutes: Int = 6) {
            (self.id, self.name, self.role) = (id, name, role)
            (self.takes, self.minutes) = (takes, minutes)
        }

        /// A project manager.
        init(_ id: String, _ name: String, charm: Int) {
            self.init(id, name, "project_manager", takes: 85, minutes: 20)
            self.charm = charm
        }
    }

    static let directors = [Member("darya", "Дарья Лебедева", "director")]
    static let heads = [
        Member("olga", "Ольга Смирнова", "sales_head", takes: 62, minutes: 8),
        Member("pavel", "Павел Кузнецов", "sales_head", takes: 55, minutes: 15),
        Member("igor", "Игорь Волков", "sales_head", takes: 40, minutes: 20),
    ]
    static let sellers = [
        Member("anna", "Анна Петрова", "sales_manager", takes: 85, minutes: 4),
        Member("boris", "Борис Иванов", "sales_manager", takes: 75, minutes: 7),
        Member("vera", "Вера Соколова", "sales_manager", takes: 70, minutes: 9),
        Member("gleb", "Глеб Морозов", "sales_manager", takes: 55, minutes: 12),
        Member("zoya", "Зоя Новикова", "sales_manager", takes: 60, minutes: 11),
    ]
    static let marketers = [
        Member("marina", "Марина Орлова", "marketer"), Member("oleg", "Олег Фёдоров", "marketer"),
    ]
    static let managers = [
        Member("sofia", "София Павлова", charm: 92), Member("timur", "Тимур Алиев", charm: 85),
        Member("lena", "Елена Козлова", charm: 78), Member("maxim", "Максим Егоров", charm: 70),
        Member("nina", "Нина Белова", charm: 62), Member("roman", "Роман Тихонов", charm: 45),
    ]
    static let consultants = [
        Member("kira", "Кира Жукова", "consultant"), Member("denis", "Денис Попов", "consultant"),
        Member("yana", "Яна Киселёва", "consultant"),
    ]

    static let everybody = directors + heads + sellers + marketers + managers + consultants

    /// A person by id.
    static let byID = Dictionary(everybody.map { ($0.id, $0) }) { first, _ in first }

    /// Channel, campaign, telephone line, and how good what comes from it is, of a hundred.
    struct Channel {
        let channel: String
        let campaign: String
        let line: String
        let quality: Int
    }

    static let channels = [
        Channel(channel: "yandex_direct", campaign: "Осень", line: "+73812000001", quality: 70),
        Channel(channel: "yandex_direct", campaign: "Бренд", line: "+73812000002", quality: 85),
        Channel(channel: "vk", campaign: "Ремаркетинг", line: "+73812000003", quality: 45),
        Channel(channel: "site", campaign: "Форма", line: "+73812000004", quality: 68),
    ]
    static let regions = ["moscow", "omsk", "kazan", "perm", "tomsk", "ufa"]
    static let markets = [
        "dentists", "furniture", "auto", "flowers", "windows", "tourism", "law", "fitness",
    ]
    static let departments = ["seo", "ads", "sites"]
    static let services = ["seo", "ads", "smm", "support", "site"]
}
