import CCurl
import Foundation
import Glibc

/// One use of libcurl: a handle, what it sends and what it takes.
///
/// Each transfer has a connection of its own. On one that is used again libcurl would send a
/// request a second time by itself when the other side has closed it, and what the request makes
/// would be made twice.
final class Transfer {
    private let handle: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private let rules: AddressRules
    /// What is sent, and how much of it already is.
    private let upload: [UInt8]
    private var sent = 0
    private let receivedMax: Int
    private(set) var received: [UInt8] = []
    private(set) var headerLines: [String] = []
    private var refusedAddress = false
    private var isTooLarge = false

    private static let isReady: Bool = ccurl_global_init() == CURLE_OK

    init(upload: [UInt8] = [], receivedMax: Int, rules: AddressRules) throws(CurlError) {
        guard Self.isReady, let handle = curl_easy_init() else {
            throw CurlError(.unusable, "libcurl can't be used: there is no memory for it")
        }
        self.handle = handle
        self.upload = upload
        self.receivedMax = receivedMax
        self.rules = rules
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
    }

    /// Whether everything to send has been handed to libcurl.
    var isWholeSent: Bool { !upload.isEmpty && sent == upload.count }

    // MARK: - Options

    func set(_ option: CURLoption, _ number: Int) {
        ccurl_set_long(handle, option, number)
    }

    func set(_ option: CURLoption, _ text: String) {
        ccurl_set_text(handle, option, text)
    }

    func set(size option: CURLoption, _ size: Int) {
        ccurl_set_size(handle, option, curl_off_t(size))
    }

    /// A list of lines, kept as long as the transfer.
    func set(_ option: CURLoption, lines: [String]) throws(CurlError) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                throw CurlError(.unusable, "there is no memory for a request")
            }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        ccurl_set_list(handle, option, list)
    }

    /// What holds for every transfer.
    func prepare(timeout: Duration, caFile: String?) {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FRESH_CONNECT, 1)
        set(CURLOPT_FORBID_REUSE, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NETRC, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        let milliseconds = Int(timeout / .milliseconds(1))
        set(CURLOPT_TIMEOUT_MS, milliseconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, min(milliseconds, 10_000))
        if let caFile { set(CURLOPT_CAINFO, caFile) }
        ccurl_set_text(handle, CURLOPT_ERRORBUFFER, errorText)
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        ccurl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.of(context)?.take(bytes, size * count) ?? 0
        }
        ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        ccurl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.of(context)?.takeHeader(bytes, size * count) ?? 0
        }
        ccurl_set_pointer(handle, CURLOPT_READDATA, context)
        ccurl_set_transfer(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
            Transfer.of(context)?.give(bytes, size * count) ?? 0
        }
        ccurl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context)
        ccurl_set_opening(handle) { context, _, address in
            guard let transfer = Transfer.of(context), let address else {
                return curl_socket_t(CCURL_SOCKET_BAD)
            }
            return transfer.open(address)
        }
    }

    /// Carries the transfer out; the status of HTTP, or the last code of SMTP.
    func perform() -> (result: CURLcode, status: Int) {
        let result = withExtendedLifetime(self) { curl_easy_perform(handle) }
        var status = 0
        ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return (result, status)
    }

    /// The type of the answer's body.
    var contentType: String? {
        var text: UnsafeMutablePointer<CChar>?
        ccurl_get_text(handle, CURLINFO_CONTENT_TYPE, &text)
        return text.map { String(cString: $0) }
    }

    // MARK: - Errors

    /// What a result of libcurl means; `mayHaveBeenSent` where it ended after connecting.
    func error(_ result: CURLcode) -> CurlError {
        let detail = String(cString: errorText)
        let text = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        if refusedAddress {
            return CurlError(
                .forbiddenAddress,
                "the address is one that may not be connected to; where it is meant to be in this "
                    + "network, allow_private = true allows it"
            )
        }
        if isTooLarge {
            return CurlError(.tooLarge, "the answer is larger than \(receivedMax) bytes")
        }
        switch result {
        // A handshake that breaks off is what a system shows that is being restarted.
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
            CURLE_SSL_CONNECT_ERROR:
            return CurlError(.unreachable, text)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_ISSUER_ERROR:
            return CurlError(.tls, text)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT:
            return CurlError(.unusable, text)
        default:
            return CurlError(.interrupted, text, isWholeSent: isWholeSent)
        }
    }

    // MARK: - Called by libcurl

    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func take(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let bytes, received.count + count <= receivedMax else {
            isTooLarge = true
            return 0
        }
        received.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }

    private func takeHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let bytes else { return 0 }
        let raw = UnsafeRawBufferPointer(start: bytes, count: count)
        let line = String(decoding: raw, as: UTF8.self)
        if headerLines.count < 200 {
            headerLines.append(line.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return count
    }

    private func give(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let bytes else { return 0 }
        let portion = min(count, upload.count - sent)
        upload[sent..<(sent + portion)].withUnsafeBytes { source in
            UnsafeMutableRawBufferPointer(start: bytes, count: count).copyMemory(from: source)
        }
        sent += portion
        return portion
    }

    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let family = address.pointee.family
        let reach = withUnsafePointer(to: &address.pointee.addr) {
            AddressRules.reach(of: $0, family: family)
        }
        guard rules.allows(reach) else {
            refusedAddress = true
            return curl_socket_t(CCURL_SOCKET_BAD)
        }
        return socket(
            family,
            address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
            address.pointee.protocol
        )
    }
}
