// Request ids: what makes a repeated call the same call.
#ifndef OGI_CLIENTS_CPP_REQUEST_ID_H_
#define OGI_CLIENTS_CPP_REQUEST_ID_H_

#include <string>

#include "absl/strings/string_view.h"
#include "common/random.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::client {

// Derived from a report's canonical form: whoever files the same content again, even from another
// process or after a crash, sends the same id and gets the first answer. `act` is e.g. `submit`;
// the id is `act-` and 32 characters of [0-9A-Za-z_-]. A report that is not well formed has no
// canonical form; its id comes from its bytes, and the server refuses it anyway.
std::string RequestIdFor(absl::string_view act, const v1::AnnualReport& report);

// With the report's current etag in it: the same content filed again after another is another call.
// So A, B, A are three filings, and each is still the same call if it is repeated.
std::string RequestIdFor(absl::string_view act, const v1::AnnualReport& report,
                         absl::string_view etag);

// A fresh id of 32 characters for an act that is not told apart by its content.
std::string RandomRequestId(absl::string_view act, Random& random);

}  // namespace ogi::client

#endif  // OGI_CLIENTS_CPP_REQUEST_ID_H_
