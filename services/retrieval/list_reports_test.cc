#include "services/retrieval/list_reports.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "services/testing/service_fixture.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kCounty[] = "agencies/54-0424000";
constexpr char kTown[] = "agencies/54-0424100";
constexpr char kBureau[] = "agencies/54-0424B01";
constexpr char kVillageOffice[] = "agencies/54-0424204X";

class ListReportsTest : public ServiceTest {
 protected:
  // The county has three below it; one of them has one of its own.
  ListReportsTest() {
    PutAgency(kCounty);
    for (const char* name : {kTown, kTownship, kBureau}) PutAgency(name, kCounty);
    PutAgency(kVillageOffice, kTownship);
    for (const char* name : {kCounty, kTown, kTownship, kBureau, kVillageOffice}) {
      File(name, 2022);
      File(name, 2023);
    }
    File(kCounty, 2023, v1::AGGREGATE);
  }

  void File(const std::string& agency, int year, v1::Scope scope = v1::OWN) {
    v1::AnnualReport report = CleanReport(v1::EDITION_2021);
    report.set_agency(agency);
    report.set_year(year);
    report.set_scope(scope);
    const auto filed = Submit(Filing(report, absl::StrCat("file-", year, "-", scope)));
    ASSERT_TRUE(filed.ok()) << filed.status();
  }

  absl::StatusOr<v1::ListReportsResponse> List(const v1::ListReportsRequest& request) {
    return ListReports(environment_, Context(), request);
  }

  // Over all pages, without `agencies/` and `/reports`.
  std::vector<std::string> All(v1::ListReportsRequest request) {
    std::vector<std::string> names;
    do {
      const absl::StatusOr<v1::ListReportsResponse> page = List(request);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) return names;
      EXPECT_TRUE(request.page_size() == 0 || page->reports_size() <= request.page_size());
      for (const v1::Report& report : page->reports()) {
        std::string name = report.name().substr(9);
        names.push_back(name.erase(name.find("/reports"), 8));
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  static v1::ListReportsRequest OfAgency(const std::string& agency) {
    v1::ListReportsRequest request;
    request.set_parent(agency);
    return request;
  }
  static v1::ListReportsRequest OfSuperior(const std::string& superior) {
    v1::ListReportsRequest request = OfAgency("agencies/-");
    request.set_superior(superior);
    return request;
  }
  static v1::ListReportsRequest OfPartition(const std::string& partition) {
    v1::ListReportsRequest request = OfAgency("agencies/-");
    request.set_partition(partition);
    return request;
  }
};

TEST_F(ListReportsTest, GivesAnAgencysReportsByYearThenScope) {
  EXPECT_THAT(All(OfAgency(kCounty)),
              ElementsAre("54-0424000/2022", "54-0424000/2023", "54-0424000/2023-aggregate"));
  // Its id is the beginning of another's.
  EXPECT_THAT(All(OfAgency(kTownship)), ElementsAre("54-0424204/2022", "54-0424204/2023"));
}

TEST_F(ListReportsTest, GivesTheReportsOfDirectSubordinatesById) {
  EXPECT_THAT(All(OfSuperior(kCounty)),
              ElementsAre("54-0424100/2022", "54-0424100/2023", "54-0424204/2022",
                          "54-0424204/2023", "54-0424B01/2022", "54-0424B01/2023"));
  EXPECT_THAT(All(OfSuperior(kVillageOffice)), IsEmpty());
}

TEST_F(ListReportsTest, FollowsAnAgencyToItsNewSuperior) {
  ASSERT_TRUE(Import(NewAgency(kTown, kBureau)).ok());
  EXPECT_THAT(All(OfSuperior(kCounty)), ElementsAre("54-0424204/2022", "54-0424204/2023",
                                                    "54-0424B01/2022", "54-0424B01/2023"));
  EXPECT_THAT(All(OfSuperior(kBureau)), ElementsAre("54-0424100/2022", "54-0424100/2023"));
}

TEST_F(ListReportsTest, GivesAWholePartition) {
  EXPECT_EQ(All(OfPartition("54")).size(), 11u);
  EXPECT_THAT(All(OfPartition("53")), IsEmpty());
}

TEST_F(ListReportsTest, GivesOneYear) {
  v1::ListReportsRequest request = OfSuperior(kCounty);
  request.set_year(2022);
  EXPECT_THAT(All(request), ElementsAre("54-0424100/2022", "54-0424204/2022", "54-0424B01/2022"));
}

TEST_F(ListReportsTest, GivesThoseWhoseLatestRevisionIsInAState) {
  ASSERT_TRUE(Do(Act::kReturn, "agencies/54-0424204/reports/2022/revisions/1").ok());
  v1::ListReportsRequest request = OfPartition("54");
  request.set_state(v1::RETURNED);
  EXPECT_THAT(All(request), ElementsAre("54-0424204/2022"));
}

TEST_F(ListReportsTest, SaysOfEachReportWhereItStands) {
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  const absl::StatusOr<v1::ListReportsResponse> page = List(OfAgency(kTownship));
  ASSERT_TRUE(page.ok());
  const v1::Report& report = page->reports(1);
  EXPECT_EQ(report.state(), v1::ACCEPTED);
  // Late, and otherwise in order: a fact that weighs nothing.
  EXPECT_EQ(report.outcome(), v1::Verdict::CLEAN);
  EXPECT_EQ(report.warning_count(), 0);
  EXPECT_GT(report.info_count(), 0);
  EXPECT_EQ(report.latest_revision(), 1);
  EXPECT_EQ(report.accepted_revision(), 1);
  EXPECT_EQ(report.published_revision(), 0);
  EXPECT_EQ(report.etag(), Get(kReport)->etag());
  EXPECT_EQ(report.agency_display_name(), "机关54-0424204");
}

TEST_F(ListReportsTest, CoversEverythingOnceWhateverThePageSize) {
  v1::ListReportsRequest of_year = OfPartition("54");
  of_year.set_year(2023);
  for (v1::ListReportsRequest request :
       {OfAgency(kCounty), OfSuperior(kCounty), OfPartition("54"), of_year}) {
    const std::vector<std::string> all = All(request);
    for (int size = 1; size <= 7; ++size) {
      request.set_page_size(size);
      EXPECT_EQ(All(request), all) << request.ShortDebugString();
    }
  }
}

TEST_F(ListReportsTest, CoversMoreSubordinatesThanAreReadAtATime) {
  std::vector<std::string> expected;
  for (int i = 0; i < 401; ++i) {
    const std::string id = absl::StrFormat("54-Z%05d", i);
    PutAgency("agencies/" + id, kBureau);
    if (i % 50 != 0) continue;
    File("agencies/" + id, 2023);
    expected.push_back(id + "/2023");
  }
  v1::ListReportsRequest request = OfSuperior(kBureau);
  EXPECT_EQ(All(request), expected);
  request.set_page_size(2);
  EXPECT_EQ(All(request), expected);
}

TEST_F(ListReportsTest, FindsACentralOrgansSubordinatesInEveryPartition) {
  PutAgency("agencies/00-SAT0");
  for (const char* name : {"agencies/11-SAT0", "agencies/54-SAT0", "agencies/65-SAT0"}) {
    PutAgency(name, "agencies/00-SAT0");
    File(name, 2023);
  }
  v1::ListReportsRequest request = OfSuperior("agencies/00-SAT0");
  const auto all = ElementsAre("11-SAT0/2023", "54-SAT0/2023", "65-SAT0/2023");
  EXPECT_THAT(All(request), all);
  request.set_page_size(1);
  EXPECT_THAT(All(request), all);
}

TEST_F(ListReportsTest, RefusesForgedAndForeignPageTokens) {
  v1::ListReportsRequest request = OfSuperior(kCounty);
  request.set_page_size(1);
  const std::string token = List(request)->next_page_token();
  ASSERT_FALSE(token.empty());
  request.set_page_token(token + "AAAA");
  EXPECT_EQ(ReasonOf(List(request)), v1::INVALID_PAGE_TOKEN);
  request.set_page_token("x");
  EXPECT_EQ(ReasonOf(List(request)), v1::INVALID_PAGE_TOKEN);

  request.set_page_token(token);
  v1::ListReportsRequest other = request;
  other.set_year(2023);
  EXPECT_EQ(ReasonOf(List(other)), v1::INVALID_PAGE_TOKEN);
  other = request;
  other.set_state(v1::SUBMITTED);
  EXPECT_EQ(ReasonOf(List(other)), v1::INVALID_PAGE_TOKEN);
  other = request;
  other.set_superior(kBureau);
  EXPECT_EQ(ReasonOf(List(other)), v1::INVALID_PAGE_TOKEN);
  other = request;
  other.set_page_size(5);
  EXPECT_TRUE(List(other).ok());
}

TEST_F(ListReportsTest, RefusesNegativePageSizesAndTakesLargeOnes) {
  v1::ListReportsRequest request = OfPartition("54");
  request.set_page_size(-1);
  EXPECT_EQ(ReasonOf(List(request)), v1::INVALID_FIELDS);
  request.set_page_size(1'000'000);
  EXPECT_EQ(List(request)->reports_size(), 11);
}

TEST_F(ListReportsTest, WantsOneScopeOfListing) {
  v1::ListReportsRequest both = OfSuperior(kCounty);
  both.set_partition("54");
  v1::ListReportsRequest named = OfAgency(kTownship);
  named.set_partition("54");
  for (const v1::ListReportsRequest& wrong :
       {OfAgency("agencies/-"), OfAgency(""), OfAgency("54-0424204"), both, named,
        OfPartition("5x"), OfPartition("lk"), OfSuperior("54")}) {
    EXPECT_EQ(ReasonOf(List(wrong)), v1::INVALID_FIELDS) << wrong.ShortDebugString();
  }
}

TEST_F(ListReportsTest, WaitsForAPositionItHasNotSeen) {
  v1::ListReportsRequest request = OfPartition("54");
  request.mutable_min_sequence()->set_partition("54");
  request.mutable_min_sequence()->set_sequence(10'000);
  const absl::StatusOr<v1::ListReportsResponse> ahead = List(request);
  EXPECT_EQ(ReasonOf(ahead), v1::NOT_CAUGHT_UP);
  EXPECT_GT(errors::RetryAfter(ahead.status()), absl::ZeroDuration());
  *request.mutable_min_sequence() = Get(kReport)->receipt().position();
  EXPECT_TRUE(List(request).ok());
}

}  // namespace
}  // namespace ogi
