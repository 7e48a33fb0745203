extension NumberingPlan {
    /// The plans of the regions from which a client is likely to call.
    ///
    /// Lengths are those of subscribers' numbers, after the national plans that the ITU publishes;
    /// short codes are left out. A region that is not here has its numbers read with plus only.
    package static let all = commonwealth + europeanUnion + restOfEurope + americas + asia + others

    /// What used to be dialled by Soviet rules still has `8` and `810` in some places.
    private static let commonwealth: [NumberingPlan] = [
        // Codes of Russia begin with 3, 4, 8 and 9, those of Kazakhstan with 7; no code in use
        // begins with 0, 1, 2, 5 or 6.
        .init(
            "RU",
            "KZ",
            code: "7",
            trunk: ["8"],
            exit: ["810"],
            lengths: 10...10,
            leading: "34789"
        ),
        // `8 029 …` is the way to dial within Belarus, `8 0` together being dropped from abroad.
        .init("BY", code: "375", trunk: ["80", "8", "0"], exit: ["810"], lengths: 9...9),
        .init("UA", code: "380", trunk: ["80", "0"], lengths: 9...9),
        .init("UZ", code: "998", trunk: ["8"], exit: ["810"], lengths: 9...9),
        .init("KG", code: "996", trunk: ["0"], lengths: 9...9),
        .init("TJ", code: "992", trunk: ["8"], exit: ["810"], lengths: 9...9),
        .init("TM", code: "993", trunk: ["8"], exit: ["810"], lengths: 8...8),
        .init("AM", code: "374", trunk: ["0"], lengths: 8...8),
        .init("AZ", code: "994", trunk: ["0"], lengths: 9...9),
        .init("GE", code: "995", trunk: ["0"], lengths: 9...9),
        .init("MD", code: "373", trunk: ["0"], lengths: 8...8),
    ]

    private static let europeanUnion: [NumberingPlan] = [
        .init("AT", code: "43", trunk: ["0"], lengths: 6...13),
        .init("BE", code: "32", trunk: ["0"], lengths: 8...9),
        .init("BG", code: "359", trunk: ["0"], lengths: 7...9),
        .init("CY", code: "357", lengths: 8...8),
        .init("CZ", code: "420", lengths: 9...9),
        .init("DE", code: "49", trunk: ["0"], lengths: 6...12),
        .init("DK", code: "45", lengths: 8...8),
        .init("EE", code: "372", lengths: 7...8),
        .init("ES", code: "34", lengths: 9...9, leading: "56789"),
        .init("FI", code: "358", trunk: ["0"], exit: ["990"], lengths: 6...11),
        .init("FR", code: "33", trunk: ["0"], lengths: 9...9),
        .init("GR", code: "30", lengths: 10...10),
        .init("HR", code: "385", trunk: ["0"], lengths: 8...9),
        .init("HU", code: "36", trunk: ["06"], lengths: 8...9),
        .init("IE", code: "353", trunk: ["0"], lengths: 7...9),
        // The 0 of a land line belongs to the number and is dialled from abroad too.
        .init("IT", "VA", code: "39", lengths: 6...11, leading: "0135789"),
        .init("LT", code: "370", trunk: ["0", "8"], lengths: 8...8),
        .init("LU", code: "352", lengths: 5...11),
        .init("LV", code: "371", lengths: 8...8),
        .init("MT", code: "356", lengths: 8...8),
        .init("NL", code: "31", trunk: ["0"], lengths: 9...9),
        .init("PL", code: "48", trunk: ["0"], lengths: 9...9),
        .init("PT", code: "351", lengths: 9...9),
        .init("RO", code: "40", trunk: ["0"], lengths: 9...9),
        .init("SE", code: "46", trunk: ["0"], lengths: 7...10),
        .init("SI", code: "386", trunk: ["0"], lengths: 8...8),
        .init("SK", code: "421", trunk: ["0"], lengths: 9...9),
    ]

    private static let restOfEurope: [NumberingPlan] = [
        .init("AL", code: "355", trunk: ["0"], lengths: 8...9),
        .init("BA", code: "387", trunk: ["0"], lengths: 8...9),
        .init("CH", code: "41", trunk: ["0"], lengths: 9...9),
        .init("GB", "GG", "IM", "JE", code: "44", trunk: ["0"], lengths: 9...10),
        .init("IS", code: "354", lengths: 7...9),
        .init("ME", code: "382", trunk: ["0"], lengths: 8...8),
        .init("MK", code: "389", trunk: ["0"], lengths: 8...8),
        .init("NO", "SJ", code: "47", lengths: 8...8),
        .init("RS", code: "381", trunk: ["0"], lengths: 7...10),
    ]

    private static let americas: [NumberingPlan] = [
        .init(
            "US",
            "CA",
            code: "1",
            trunk: ["1"],
            exit: ["011"],
            lengths: 10...10,
            leading: "23456789"
        ),
        .init("BR", code: "55", trunk: ["0"], lengths: 10...11),
    ]

    private static let asia: [NumberingPlan] = [
        .init("AE", code: "971", trunk: ["0"], lengths: 8...9),
        .init("BH", code: "973", lengths: 8...8),
        .init("CN", code: "86", trunk: ["0"], lengths: 10...11),
        .init("HK", code: "852", exit: ["001"], lengths: 8...8),
        .init("ID", code: "62", trunk: ["0"], exit: ["001"], lengths: 8...12),
        .init("IL", code: "972", trunk: ["0"], lengths: 8...9),
        .init("IN", code: "91", trunk: ["0"], lengths: 10...10),
        .init("IR", code: "98", trunk: ["0"], lengths: 10...10),
        .init("JP", code: "81", trunk: ["0"], exit: ["010"], lengths: 9...10),
        .init("KR", code: "82", trunk: ["0"], exit: ["001", "002"], lengths: 8...10),
        .init("KW", code: "965", lengths: 8...8),
        .init("MN", code: "976", exit: ["001"], lengths: 8...8),
        .init("MY", code: "60", trunk: ["0"], lengths: 8...10),
        .init("OM", code: "968", lengths: 8...8),
        .init("QA", code: "974", lengths: 8...8),
        .init("SA", code: "966", trunk: ["0"], lengths: 9...9),
        .init("SG", code: "65", exit: ["001"], lengths: 8...8),
        .init("TH", code: "66", trunk: ["0"], exit: ["001"], lengths: 8...9),
        .init("TR", code: "90", trunk: ["0"], lengths: 10...10),
        .init("TW", code: "886", trunk: ["0"], exit: ["002"], lengths: 8...9),
        .init("VN", code: "84", trunk: ["0"], lengths: 9...10),
    ]

    private static let others: [NumberingPlan] = [
        .init("AU", code: "61", trunk: ["0"], exit: ["0011"], lengths: 9...9),
        .init("EG", code: "20", trunk: ["0"], lengths: 8...10),
        .init("NZ", code: "64", trunk: ["0"], lengths: 8...10),
        .init("ZA", code: "27", trunk: ["0"], lengths: 9...9),
    ]
}
