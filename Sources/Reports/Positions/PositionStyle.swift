/// The style sheet of position reports, which stands in each of them.
enum PositionStyle {
    static let sheet = """

        :root{color-scheme:light dark;--back:#f4f6f8;--card:#fff;--ink:#17202c;--soft:#5d6b7e;\
        --line:#e2e7ee;--gap:#eef1f5;--main:#2459c9;--good:#127a53;--bad:#b3372b;--warn:#8a5a00;\
        --warnback:#fff6e0;--t1:#0b3d91;--t2:#2459c9;--t3:#2f9e8f;--t4:#c98a1b;--t5:#9a5fb5;\
        --b1:#0b3d91;--b2:#2459c9;--b3:#6f97e6;--b4:#a9c0ee;--b5:#d3def6;--b6:#e6ecf8;\
        --b7:#e3b9b4;--b8:#c4cad3}
        @media (prefers-color-scheme:dark){:root{--back:#0e131a;--card:#171e28;--ink:#e7ecf3;\
        --soft:#98a5b8;--line:#29323f;--gap:#1d2531;--main:#7ea6ff;--good:#4fc593;--bad:#f08072;\
        --warn:#f0c264;--warnback:#2c2412;--t1:#b9cdf3;--t2:#7ea6ff;--t3:#4fc5b4;--t4:#f0c264;\
        --t5:#c79be0;--b1:#b9cdf3;--b2:#7ea6ff;--b3:#4b74c9;--b4:#34528f;--b5:#263b66;\
        --b6:#1e2c4a;--b7:#7d3f38;--b8:#4a5361}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,\
        -apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;\
        font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
        main{max-width:1120px;margin:0 auto;padding:24px 20px 40px}
        header{margin-bottom:18px}header p{margin:2px 0 0;color:var(--soft)}
        h1{font-size:28px;line-height:1.2;margin:0;letter-spacing:-.02em;font-weight:650}
        h2{font-size:20px;line-height:1.3;margin:28px 0 4px;font-weight:650;\
        letter-spacing:-.01em}h2 small{font-size:14px;font-weight:400;color:var(--soft);\
        letter-spacing:0}
        h3,figcaption{font-size:15px;margin:0 0 10px;font-weight:600}
        .headline{font-size:17px;margin:0 0 14px;text-wrap:balance}
        .card,.tile{background:var(--card);border-radius:14px;box-shadow:0 1px 2px #0000000f;\
        border:1px solid var(--line)}
        .card{padding:16px 18px;margin:0 0 14px;overflow-x:auto}
        .note{background:var(--warnback);color:var(--warn);padding:8px 14px;border-radius:10px;\
        margin:0 0 12px;font-size:14px}
        .tiles{display:grid;grid-template-columns:repeat(5,1fr);gap:10px;margin-bottom:14px}
        .tile{padding:12px 14px}.tile:first-child,.tile:last-child{grid-column:span 2}
        .tile span{color:var(--soft);font-size:13px;display:block}
        .tile b{display:block;font-size:22px;line-height:1.3;font-weight:650;\
        letter-spacing:-.02em;white-space:nowrap}
        .tile small{display:block;font-size:12.5px;color:var(--soft)}
        em{font-style:normal;font-weight:600;white-space:nowrap}.up{color:var(--good)}\
        .down{color:var(--bad)}.quiet{color:var(--soft);font-weight:400}
        .groups{font-size:13px;color:var(--soft);margin:0 0 14px}.groups span{\
        display:inline-block;margin-right:14px}
        .charts,.pair{display:grid;grid-template-columns:repeat(auto-fit,\
        minmax(min(460px,100%),1fr));gap:14px;margin-bottom:14px}.charts .card,.pair .card{\
        margin:0;min-width:0}.charts .card{display:flex;flex-direction:column}\
        .charts svg{margin-top:auto}
        svg{display:block;width:100%;height:auto}svg text{fill:var(--soft);font-size:12px}
        .grid{stroke:var(--line);stroke-width:1}.rail{stroke:var(--bad);stroke-width:1;\
        stroke-dasharray:3 3;opacity:.6}.gap{fill:var(--gap)}
        .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .line.s1{stroke:var(--t1)}.line.s2{stroke:var(--t2)}.line.s3{stroke:var(--t3)}\
        .line.s4{stroke:var(--t4)}.line.s5{stroke:var(--t5)}
        .dot.s1{fill:var(--t1)}.dot.s2{fill:var(--t2)}.dot.s3{fill:var(--t3)}.dot.s4{\
        fill:var(--t4)}.dot.s5{fill:var(--t5)}
        .hollow{fill:var(--card);stroke-width:1.5}.hollow.s1{stroke:var(--t1)}.hollow.s2{\
        stroke:var(--t2)}.hollow.s3{stroke:var(--t3)}.hollow.s4{stroke:var(--t4)}.hollow.s5{\
        stroke:var(--t5)}
        .b1{fill:var(--b1);background:var(--b1)}.b2{fill:var(--b2);background:var(--b2)}\
        .b3{fill:var(--b3);background:var(--b3)}.b4{fill:var(--b4);background:var(--b4)}\
        .b5{fill:var(--b5);background:var(--b5)}.b6{fill:var(--b6);background:var(--b6)}\
        .b7{fill:var(--b7);background:var(--b7)}.b8{fill:var(--b8);background:var(--b8)}
        .legend{display:flex;flex-wrap:wrap;gap:3px 14px;font-size:12.5px;color:var(--soft);\
        margin:0 0 8px}.legend i{display:inline-block;width:10px;height:10px;border-radius:3px;\
        margin-right:5px}i.s1{background:var(--t1)}i.s2{background:var(--t2)}i.s3{\
        background:var(--t3)}i.s4{background:var(--t4)}i.s5{background:var(--t5)}
        svg.trail{width:110px;height:28px}
        table{border-collapse:collapse;width:100%;font-size:14px}
        th,td{padding:6px 8px;text-align:right;border-bottom:1px solid var(--line);\
        vertical-align:middle;white-space:nowrap}
        th:first-child,td:first-child{text-align:left;padding-left:0;white-space:normal;\
        min-width:120px;overflow-wrap:anywhere}th:last-child,td:last-child{padding-right:0}
        th{font-weight:500;font-size:12.5px;color:var(--soft);white-space:normal;\
        vertical-align:bottom}tr:last-child td{border-bottom:0}
        td.url{text-align:left;color:var(--soft);font-size:13px;white-space:normal;\
        overflow-wrap:anywhere;min-width:120px}th:last-child{text-align:left}
        .text{text-align:left;white-space:normal}
        .how h2{margin:0 0 8px}.how ul{margin:0;padding-left:18px;font-size:13.5px;\
        color:var(--soft)}
        footer{color:var(--soft);font-size:13px;margin-top:16px}
        @media (max-width:760px){.tiles{grid-template-columns:1fr 1fr}}
        @media (max-width:640px){main{padding:16px 12px 30px}h1{font-size:23px}svg.wide{\
        min-width:520px}.charts .card{direction:rtl}.charts .card>*{direction:ltr}\
        .headline{font-size:16px}.card{padding:12px}}
        @media print{@page{size:A4;margin:12mm}:root{color-scheme:light;--back:#fff;--card:#fff;\
        --ink:#000;--soft:#444;--line:#ccc;--gap:#f2f2f2;--main:#2459c9;--good:#127a53;\
        --bad:#b3372b;--warn:#6b4600;--warnback:#fff6e0;--t1:#0b3d91;--t2:#2459c9;--t3:#2f9e8f;\
        --t4:#c98a1b;--t5:#9a5fb5;--b1:#0b3d91;--b2:#2459c9;--b3:#6f97e6;--b4:#a9c0ee;\
        --b5:#d3def6;--b6:#e6ecf8;--b7:#e3b9b4;--b8:#c4cad3}
        body{font-size:10px;print-color-adjust:exact;-webkit-print-color-adjust:exact}\
        main{max-width:none;padding:0}h1{font-size:18px}h2{font-size:14px;margin:12px 0 2px}\
        h2 small{font-size:10px}.headline{font-size:12px;margin-bottom:6px}.card,.tile{\
        box-shadow:none;break-inside:avoid;padding:6px 8px;overflow:visible}\
        .card.long{break-inside:auto;border:0;padding:6px 0}h2,h3,.headline{break-after:avoid}\
        th:first-child,td:first-child,td.url{min-width:0}td.quiet em,td em{white-space:normal}\
        .tiles{grid-template-columns:repeat(5,1fr);gap:5px}.tile b{font-size:14px}.tile span,\
        .tile small{font-size:8px}.charts,.pair{grid-template-columns:1fr 1fr;gap:6px}\
        h3,figcaption{font-size:10px;margin-bottom:4px}table{font-size:8.5px}th{font-size:8px}\
        th,td{padding:2px 4px}td.url{font-size:8px}.legend,.note,.groups{font-size:8px}\
        .how ul{font-size:8.5px}tr{break-inside:avoid}svg.trail{width:80px;height:20px}\
        .series+.series{break-before:page}thead{display:table-header-group}}

        """
}
