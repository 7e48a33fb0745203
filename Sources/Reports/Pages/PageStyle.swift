/// The one style sheet and the one script of all pages.
///
/// They stand in each page, so that a page that was saved or mailed is whole; the server allows
/// exactly these two by their hashes.
package enum PageStyle {
    /// Colours by custom properties, light and dark; A4 when printed.
    package static let sheet = """

        :root{color-scheme:light dark;--back:#f4f6f8;--card:#fff;--ink:#17202c;--soft:#5d6b7e;\
        --line:#e2e7ee;--first:#b9cdf3;--second:#2459c9;--third:#6f97e6;--good:#127a53;\
        --bad:#b3372b;--warn:#8a5a00;--warnback:#fff6e0;--shade:0 1px 2px #17202c14,\
        0 6px 20px #17202c0d}
        @media (prefers-color-scheme:dark){:root{--back:#0e131a;--card:#171e28;--ink:#e7ecf3;\
        --soft:#98a5b8;--line:#29323f;--first:#2c4474;--second:#7ea6ff;--third:#4b74c9;\
        --good:#4fc593;--bad:#f08072;--warn:#f0c264;--warnback:#2c2412;--shade:none}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,\
        -apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;\
        font-variant-numeric:tabular-nums}
        .wrap{max-width:1180px;margin:0 auto;padding:20px 24px 40px}
        nav{margin-bottom:22px;font-size:14px}
        nav div{display:flex;flex-wrap:wrap;gap:4px 6px}
        nav .sub{margin-top:6px;padding-top:6px;border-top:1px solid var(--line);font-size:13.5px}
        nav a{color:var(--soft);text-decoration:none;padding:5px 11px;border-radius:8px}
        nav a:hover{color:var(--ink);background:var(--line)}
        nav a[aria-current]{background:var(--line);color:var(--ink)}
        nav a[aria-current=page]{background:var(--ink);color:var(--card)}
        a{color:var(--second)}
        h1{font-size:28px;line-height:1.2;margin:0;letter-spacing:-.02em;font-weight:650}
        h2{font-size:15px;margin:0 0 12px;font-weight:600}
        h2.first{display:flex;flex-wrap:wrap;gap:0 12px;align-items:baseline;\
        margin:26px 0 10px;font-size:17px}h2.first span{font-size:13px;font-weight:400;\
        color:var(--soft)}
        .doors{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:12px;\
        margin-bottom:16px}
        .door{background:var(--card);border-radius:14px;padding:12px 16px;\
        box-shadow:var(--shade);text-decoration:none;color:var(--ink)}
        .door:hover{outline:2px solid var(--second)}
        .door b{display:block;color:var(--second)}.door span{font-size:13px;color:var(--soft)}
        .note a{color:inherit}
        .lead{margin:4px 0 0;color:var(--soft)}
        header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:end;\
        gap:14px 24px;margin-bottom:20px}
        form{display:flex;flex-wrap:wrap;gap:8px;align-items:end;font-size:13px;color:var(--soft)}
        form label{display:grid;gap:2px}
        input,select,button{font:inherit;font-size:14px;color:var(--ink);background:var(--card);\
        border:1px solid var(--line);border-radius:8px;padding:6px 9px;height:36px}
        button{background:var(--second);border-color:var(--second);color:#fff;cursor:pointer;\
        font-weight:600;padding:6px 14px}
        @media (prefers-color-scheme:dark){button{color:#0e131a}}
        :focus-visible{outline:2px solid var(--second);outline-offset:2px}
        .card{background:var(--card);border-radius:14px;padding:18px 20px;\
        box-shadow:var(--shade);margin-bottom:16px;overflow-x:auto}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;\
        margin-bottom:16px}
        .tile{background:var(--card);border-radius:14px;padding:14px 16px;\
        box-shadow:var(--shade);display:flex;flex-direction:column}
        .tile>span{margin-bottom:auto}
        .tile b{display:block;font-size:26px;line-height:1.25;font-weight:650;\
        letter-spacing:-.02em;white-space:nowrap}
        .tile>span{color:var(--soft);font-size:13px}
        .tile small{display:block;font-size:12.5px;color:var(--soft);margin-top:3px}
        .tile .up{color:var(--good);font-weight:600}.tile .down{color:var(--bad);font-weight:600}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(460px,100%),1fr));\
        gap:16px}
        .pair .card{margin-bottom:0}.pair{margin-bottom:16px}
        svg{display:block;width:100%;height:auto}
        svg text{fill:var(--soft);font-size:12px}svg .name{fill:var(--ink)}svg .strong{\
        fill:var(--ink);font-weight:600}
        .grid{stroke:var(--line);stroke-width:1}
        .s1{fill:var(--first)}.s2{fill:var(--second)}.s3{fill:var(--third)}.s0{fill:var(--line)}
        .s4{fill:var(--good)}polyline{fill:none;stroke-width:2}.l0{stroke:var(--second)}\
        .l1{stroke:var(--good)}.l2{stroke:var(--bad)}.l3{stroke:var(--warn)}\
        .l4{stroke:var(--third)}.l5{stroke:var(--soft)}\
        .k0{background:var(--second)}.k1{background:var(--good)}.k2{background:var(--bad)}\
        .k3{background:var(--warn)}.k4{background:var(--third)}.k5{background:var(--soft)}
        .legend{display:flex;gap:16px;font-size:13px;color:var(--soft);margin:0 0 8px;\
        flex-wrap:wrap}
        .legend i{display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:6px}
        i.s1{background:var(--first)}i.s2{background:var(--second)}i.s3{background:var(--third)}
        table{border-collapse:collapse;width:100%;font-size:14px}
        th,td{padding:8px 10px;text-align:right;border-bottom:1px solid var(--line);\
        vertical-align:top}
        th:first-child,td:first-child{text-align:left;padding-left:0;min-width:130px}
        th:last-child,td:last-child{padding-right:0}
        th{font-weight:500;font-size:12.5px;color:var(--soft);vertical-align:bottom;\
        line-height:1.3}
        th a{color:inherit;text-decoration:none;border-bottom:1px dotted transparent}
        th a:hover{color:var(--ink);border-color:currentColor}
        th[aria-sort] a{color:var(--ink);font-weight:650}
        td{white-space:nowrap}td.w{white-space:normal;text-align:left;min-width:150px;\
        font-size:13px;color:var(--soft)}th.w{text-align:left}
        tbody tr:hover td{background:color-mix(in srgb,var(--line) 35%,transparent)}
        tfoot td{font-weight:650;border-bottom:0;border-top:2px solid var(--line)}
        .empty{color:var(--soft);margin:0}
        footer{display:flex;flex-wrap:wrap;gap:4px 24px;justify-content:space-between;\
        color:var(--soft);font-size:13px}
        .note{background:var(--warnback);color:var(--warn);padding:8px 14px;border-radius:10px;\
        margin-bottom:16px;font-size:14px}
        .tag{display:inline-block;border-radius:6px;padding:1px 8px;background:var(--line);\
        font-size:13px}
        .tag.on{background:var(--good);color:var(--card)}.tag.off{background:var(--bad);\
        color:var(--card)}
        table.t th,table.t td{text-align:left}
        @media (max-width:640px){svg.wide{min-width:680px}.wrap{padding:14px 14px 30px}h1{\
        font-size:23px}.card{padding:14px}.tiles{gap:8px;\
        grid-template-columns:repeat(auto-fit,minmax(140px,1fr))}.tile{padding:11px 12px}.tile b{\
        font-size:20px}table{font-size:13px}th{font-size:12px}th,td{padding:7px 5px}\
        th:first-child,td:first-child{min-width:112px;white-space:normal}table.t td{\
        white-space:normal}nav a{padding:4px 8px}}
        @media print{tfoot{display:table-row-group}h2{font-size:11px}\
        .legend,.note,.lead{font-size:9px}@page{size:A4;margin:12mm}:root{\
        color-scheme:light;--back:#fff;--card:#fff;\
        --ink:#000;--soft:#444;--line:#ccc;--shade:none;--first:#b9cdf3;--second:#2459c9;\
        --third:#6f97e6}
        body{font-size:10.5px;print-color-adjust:exact;-webkit-print-color-adjust:exact}nav,\
        form,.export{display:none}.wrap{max-width:none;padding:0}.card,.tile{\
        border:1px solid var(--line);break-inside:avoid;padding:8px 10px}.card.long{\
        break-inside:auto}tr{break-inside:avoid}table{font-size:8.5px}th{font-size:8px}th,td{\
        padding:3px 4px}td.w{font-size:8px;min-width:80px}.tile b{font-size:16px}.tile>span,\
        .tile small{font-size:9px}.tiles{grid-template-columns:repeat(6,1fr);gap:6px}.pair{\
        grid-template-columns:1fr 1fr;gap:8px}}

        """

    /// Sorts a table where it stands; without it the heads of the columns are links that sort.
    package static let script = """

        document.addEventListener("click",function(e){
        var a=e.target.closest("th a");if(!a)return;e.preventDefault();
        var th=a.parentNode,row=th.parentNode,body=th.closest("table").tBodies[0];
        var n=Array.prototype.indexOf.call(row.children,th);
        var down=th.getAttribute("aria-sort")!=="descending";
        if(n===0&&!th.hasAttribute("aria-sort"))down=false;
        row.querySelectorAll("th").forEach(function(x){x.removeAttribute("aria-sort")});
        th.setAttribute("aria-sort",down?"descending":"ascending");
        var v=function(r){var d=r.children[n].getAttribute("data-v");return d===null?"":d};
        var rows=Array.prototype.slice.call(body.rows);
        rows.sort(function(x,y){var p=v(x),q=v(y);
        if(p===""||q==="")return p===q?0:p===""?1:-1;
        var d=n===0?p.localeCompare(q):p-q;return down?-d:d});
        rows.forEach(function(r){body.appendChild(r)})});

        """
}
