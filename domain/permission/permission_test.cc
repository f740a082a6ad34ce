#include "domain/permission/permission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "absl/strings/match.h"

namespace ogi {
namespace {

Permission Of(absl::string_view method, CallerRole role, Relation relation = Relation::kStranger) {
  return PermissionOf(*FindPermissionRow(method), role, relation);
}

TEST(PermissionTest, AMethodWithoutARowIsNobodys) {
  EXPECT_EQ(FindPermissionRow("SubmissionService/NoSuchMethod"), nullptr);
}

TEST(PermissionTest, EveryRowIsThereOnceAndExplained) {
  std::set<std::string> methods;
  for (const PermissionRow& row : PermissionTable()) {
    EXPECT_TRUE(methods.insert(std::string(row.method)).second) << row.method;
    EXPECT_FALSE(row.chinese.empty() || row.english.empty()) << row.method;
  }
}

TEST(PermissionTest, AnyoneReadsWhatIsPublishedAndNothingElse) {
  for (const PermissionRow& row : PermissionTable()) {
    const bool of_reports = absl::StartsWith(row.method, "RetrievalService/") &&
                            row.method != "RetrievalService/ListNotices";
    const bool reading = of_reports || row.method == "SeasonService/GetSeason" ||
                         row.method == "SeasonService/ListSeasons";
    EXPECT_EQ(row.anyone, reading ? Permission::kPublished : Permission::kDenied) << row.method;
  }
}

TEST(PermissionTest, AnAuditorReadsAllAndChangesNothing) {
  for (const PermissionRow& row : PermissionTable()) {
    EXPECT_EQ(row.auditor, row.changes ? Permission::kDenied : Permission::kAllowed) << row.method;
  }
}

TEST(PermissionTest, AnOrganFilesAndWithdrawsItsOwnAndNobodyElseDoes) {
  for (const char* method : {"SubmissionService/SubmitReport", "SubmissionService/SubmitReports",
                             "SubmissionService/WithdrawReport"}) {
    EXPECT_EQ(Of(method, CallerRole::kOrgan, Relation::kOwn), Permission::kAllowed);
    for (const Relation relation :
         {Relation::kSuperior, Relation::kSubordinate, Relation::kStranger}) {
      EXPECT_EQ(Of(method, CallerRole::kOrgan, relation), Permission::kDenied);
      EXPECT_EQ(Of(method, CallerRole::kCentralOffice, relation), Permission::kDenied);
    }
  }
}

TEST(PermissionTest, OnlyASuperiorDecidesAndInAPersonsName) {
  for (const char* method : {"SubmissionService/AcceptReport", "SubmissionService/ReturnReport",
                             "SubmissionService/PublishReport"}) {
    EXPECT_EQ(Of(method, CallerRole::kOrgan, Relation::kSuperior), Permission::kAllowed);
    EXPECT_EQ(Of(method, CallerRole::kOrgan, Relation::kOwn), Permission::kDenied);
    EXPECT_EQ(Of(method, CallerRole::kOrgan, Relation::kSubordinate), Permission::kDenied);
    EXPECT_TRUE(FindPermissionRow(method)->needs_person);
  }
}

TEST(PermissionTest, APersonOnLeaveMayOnlyWithdrawAMandate) {
  for (const PermissionRow& row : PermissionTable()) {
    EXPECT_EQ(row.ends_leave, row.method == "AccessService/WithdrawMandate") << row.method;
  }
}

TEST(PermissionTest, TheCentralOfficeReadsAllReports) {
  EXPECT_EQ(Of("RetrievalService/GetReport", CallerRole::kCentralOffice), Permission::kAllowed);
  EXPECT_EQ(Of("RetrievalService/GetReport", CallerRole::kOrgan), Permission::kPublished);
}

TEST(PermissionTest, TheThreeRolesOfTheInstallationDoNotOverlapInWhatTheyChange) {
  for (const PermissionRow& row : PermissionTable()) {
    if (!row.changes) continue;
    const int may = (row.operator_ == Permission::kAllowed ? 1 : 0) +
                    (row.security_officer == Permission::kAllowed ? 1 : 0) +
                    (row.auditor == Permission::kAllowed ? 1 : 0);
    EXPECT_LE(may, 1) << row.method;
  }
}

}  // namespace
}  // namespace ogi
