// A right request for every method, about the township.
#ifndef OGI_TESTS_E2E_PERMISSION_SAMPLES_H_
#define OGI_TESTS_E2E_PERMISSION_SAMPLES_H_

#include <google/protobuf/message.h>

#include <memory>
#include <string>

#include "ogi/v1/annual_report.pb.h"

namespace ogi {

// Its reports: of one year with a published revision and a newer one; of one with a filed revision;
// of one that is changed by the requests below; and of one that is not there.
constexpr char kPublished[] = "agencies/54-0424204/reports/2023";
constexpr char kUnpublished[] = "agencies/54-0424204/reports/2022";
constexpr char kChanged[] = "agencies/54-0424204/reports/2021";
constexpr char kMissing[] = "agencies/54-0424204/reports/2016";

v1::AnnualReport ReportOf(int year, const std::string& text);

// `id` is new every time: the request's id, and the content where that must be new. Null for a
// method that has none.
std::unique_ptr<google::protobuf::Message> SampleOf(const std::string& method,
                                                    const std::string& id,
                                                    const std::string& public_key);

}  // namespace ogi

#endif  // OGI_TESTS_E2E_PERMISSION_SAMPLES_H_
