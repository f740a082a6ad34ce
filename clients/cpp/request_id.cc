#include "clients/cpp/request_id.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/field_violations.h"
#include "domain/calendar/china_time.h"
#include "domain/form/canonical.h"
#include "domain/form/check.h"

namespace ogi::client {
namespace {

// 192 bits: 32 characters of base64url, and more than chance will ever repeat.
constexpr size_t kBytes = 24;

std::string Make(absl::string_view act, absl::string_view bytes) {
  return absl::StrCat(act, "-", absl::WebSafeBase64Escape(bytes.substr(0, kBytes)));
}

std::string ContentOf(const v1::AnnualReport& report) {
  // The server judges the year; this client's clock may be wrong.
  FieldViolations violations;
  CheckReport(report, CivilDay(9999, 12, 31), "report", &violations);
  return violations.empty() ? DigestOf(report).value() : Sha256(report.SerializeAsString());
}

}  // namespace

std::string RequestIdFor(absl::string_view act, const v1::AnnualReport& report) {
  return Make(act, ContentOf(report));
}

std::string RequestIdFor(absl::string_view act, const v1::AnnualReport& report,
                         absl::string_view etag) {
  return Make(act, Sha256(absl::StrCat(ContentOf(report), etag)));
}

std::string RandomRequestId(absl::string_view act, Random& random) {
  return Make(act, random.Bytes(kBytes));
}

}  // namespace ogi::client
