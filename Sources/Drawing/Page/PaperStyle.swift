/// The style sheet of documents as pages, the same in each.
package enum PaperStyle {
    /// A sheet of paper on a grey desk; printed, the paper alone.
    package static let sheet = """
        :root{color-scheme:light}*{box-sizing:border-box}\
        body{margin:0;background:#eceff3;color:#111;font:14px/1.4 "PT Sans",system-ui,\
        -apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;\
        font-variant-numeric:tabular-nums;overflow-wrap:anywhere}\
        main{background:#fff;max-width:820px;margin:24px auto;padding:48px 56px;\
        box-shadow:0 1px 3px #0002,0 8px 28px #0001}\
        h1{font-size:21px;line-height:1.25;margin:18px 0 4px}h2{font-size:16px;margin:20px 0 6px}\
        p{margin:6px 0}.under{color:#555;margin:0 0 10px}.small{font-size:12.5px}\
        .fine{font-size:11.5px;color:#666}.centre{text-align:center}.trailing{text-align:right}\
        hr{border:0;border-top:1.5px solid #111;margin:10px 0}.space{height:12px}\
        dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 14px;margin:10px 0}\
        dt{color:#555}dd{margin:0}.wide{overflow-x:auto}\
        table{border-collapse:collapse;width:100%}td,th{vertical-align:top}\
        .ruled{margin:10px 0}.ruled td,.ruled th{border:1px solid #8a8f98;padding:4px 6px}\
        .ruled th{background:#f2f4f7;font-weight:600;text-align:center;vertical-align:middle}\
        .ruled.small td,.ruled.small th{padding:3px 5px}.ruled .fit{white-space:nowrap}\
        .ruled th{overflow-wrap:normal}.ruled .twin{min-width:74px}\
        .ruled .strong td{font-weight:700}.ruled .open td{border:0;font-weight:700}\
        .form td{border:1px solid #111;padding:4px 6px;height:1px}\
        .form small{display:block;color:#666;font-size:11px}\
        .beside{table-layout:fixed}.beside>tbody>tr>td{padding:0 14px 0 0}\
        .beside>tbody>tr>td+td{padding:0}\
        figure{margin:8px 0}figcaption{font-size:12px;color:#555}\
        .code{text-align:center}.code svg{display:inline-block}\
        .chart svg{display:block;width:100%;height:auto}.chart text{font-size:9px;fill:#666}\
        .chart .grid{stroke:#dde1e7;fill:none}.chart circle{fill:#2459c9}\
        .chart .figure{stroke:#2459c9;stroke-width:1.6;fill:none}\
        text.trailing{text-anchor:end}text.centre{text-anchor:middle}\
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:10px;\
        margin:12px 0}.tiles div{border:1px solid #d5dae1;border-radius:8px;padding:9px 12px}\
        .tiles b{display:block;font-size:18px;line-height:1.3}.tiles span{color:#555;\
        font-size:12px}\
        .signatures{display:flex;flex-wrap:wrap;gap:20px 40px;margin:26px 0 0}\
        .signatures div{display:flex;flex:1;flex-wrap:wrap;min-width:270px;max-width:440px;\
        gap:0 10px;align-items:end}.signatures .above{flex-basis:100%}\
        .signatures .name{max-width:60%}.signatures img{max-width:100%}\
        .signatures .above+i{min-height:38px}\
        .signatures i{flex:1;border-bottom:1px solid #111;min-width:70px;text-align:center}\
        .signatures i img{display:block;margin:0 auto -6px}\
        @media print{body{background:none}main{box-shadow:none;margin:0;padding:0;max-width:none}\
        thead{display:table-header-group}tr,.code,.signatures{break-inside:avoid}}\
        @media(max-width:640px){main{margin:0;padding:20px 16px}dl{grid-template-columns:1fr}\
        .beside>tbody>tr,.beside>tbody>tr>td{display:block;width:auto}}\
        @page{size:A4;margin:16mm 15mm}
        """
}
