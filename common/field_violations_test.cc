#include "common/field_violations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "google/rpc/error_details.pb.h"

namespace ogi {
namespace {

google::rpc::BadRequest BadRequestOf(const absl::Status& status) {
  google::rpc::BadRequest bad;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (payload.has_value()) bad.ParseFromString(std::string(*payload));
  return bad;
}

TEST(FieldViolations, AreOkWithoutAny) { EXPECT_TRUE(FieldViolations().ToStatus().ok()); }

TEST(FieldViolations, NameEveryFieldAtOnce) {
  FieldViolations violations;
  violations.Add("a", "错一", "is wrong");
  violations.Add("b", "错二", "is wrong too");
  const google::rpc::BadRequest bad = BadRequestOf(violations.ToStatus());
  ASSERT_EQ(bad.field_violations_size(), 2);
  EXPECT_EQ(bad.field_violations(1).field(), "b");
  EXPECT_EQ(violations.ToStatus().message().find("not listed"), std::string::npos);
}

// Finding 3: half a million of them took 172 MB.
TEST(FieldViolations, Finding3KeepsAHundredAndCountsTheRest) {
  FieldViolations violations;
  for (int i = 0; i < 500'501; ++i) violations.Add(absl::StrCat("names[", i, "]"), "错", "wrong");
  EXPECT_EQ(violations.all().size(), limits::kMaxFieldViolations);
  EXPECT_EQ(violations.count(), 500'501u);
  const absl::Status status = violations.ToStatus();
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("500501"));
  const auto listed = static_cast<size_t>(BadRequestOf(status).field_violations_size());
  EXPECT_LE(listed, limits::kMaxFieldViolations);
  EXPECT_THAT(std::string(status.message()),
              testing::HasSubstr(absl::StrCat(500'501 - listed, " of them not listed")));
}

}  // namespace
}  // namespace ogi
