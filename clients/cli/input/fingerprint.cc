#include "clients/cli/input/fingerprint.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/exit_code.h"
#include "common/digest.h"

namespace ogi::cli {
namespace {

constexpr absl::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr absl::string_view kEnd = "-----END CERTIFICATE-----";

}  // namespace

std::optional<std::string> ParseFingerprint(absl::string_view typed) {
  const std::string digits = absl::AsciiStrToLower(absl::StrReplaceAll(typed, {{":", ""}}));
  if (digits.size() != 64 ||
      digits.find_first_not_of("0123456789abcdef") != absl::string_view::npos) {
    return std::nullopt;
  }
  return digits;
}

absl::StatusOr<std::string> CertificateFingerprint(absl::string_view pem) {
  const size_t begin = pem.find(kBegin);
  const size_t end = pem.find(kEnd);
  std::string der;
  if (begin == absl::string_view::npos || end == absl::string_view::npos || end < begin ||
      !absl::Base64Unescape(pem.substr(begin + kBegin.size(), end - begin - kBegin.size()), &der) ||
      der.empty()) {
    return InputError("不是 PEM 格式的证书（BEGIN CERTIFICATE），请核对文件。",
                      "is no certificate in PEM (BEGIN CERTIFICATE); check the file.");
  }
  if (absl::StrContains(pem.substr(end), kBegin)) {
    return InputError(
        "有多张证书，请只保留要吊销的一张，或直接写出指纹。",
        "has several certificates; leave the one to revoke, or write its fingerprint.");
  }
  return absl::BytesToHexString(Sha256(der));
}

}  // namespace ogi::cli
