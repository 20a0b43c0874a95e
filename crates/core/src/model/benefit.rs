//! What an employer gives besides the pay.

use crate::model::flags::flags;

flags! {
    /// A set of [`Benefit`]s.
    Benefits(u64) of
    /// A benefit that an ad promises.
    Benefit {
        /// The five social insurances (五险, 社保).
        SocialInsurance5 = "social_insurance_5",
        /// A sixth insurance or more (六险, 七险).
        SocialInsurance6 = "social_insurance_6",
        /// The housing fund (一金, 公积金).
        HousingFund = "housing_fund",
        /// An enterprise annuity (二金, 企业年金).
        Annuity = "annuity",
        /// Accident or employer's liability insurance (意外险, 雇主险).
        AccidentInsurance = "accident_insurance",
        /// Work-injury insurance alone (工伤险), or occupational injury cover of platform workers.
        InjuryInsurance = "injury_insurance",
        /// Supplementary medical or commercial insurance.
        SupplementaryMedical = "supplementary_medical",
        /// Meals are given (包吃, 管饭, 工作餐).
        Meals = "meals",
        /// A place to live is given (包住, 宿舍).
        Lodging = "lodging",
        /// There is a canteen.
        Canteen = "canteen",
        /// Money for meals.
        MealAllowance = "meal_allowance",
        /// Money for housing.
        HousingAllowance = "housing_allowance",
        /// Money for travel to work, a car or fuel.
        TransportAllowance = "transport_allowance",
        /// Money for the telephone or network.
        PhoneAllowance = "phone_allowance",
        /// Money for trips.
        TravelAllowance = "travel_allowance",
        /// Money for night work.
        NightAllowance = "night_allowance",
        /// Money for heat or cold.
        HeatAllowance = "heat_allowance",
        /// Money for certificates or skill levels.
        CertificateAllowance = "certificate_allowance",
        /// Money for long service.
        SeniorityPay = "seniority_pay",
        /// A bus to the place of work.
        Shuttle = "shuttle",
        /// Paid leave.
        PaidLeave = "paid_leave",
        /// School holidays with pay.
        SchoolHolidays = "school_holidays",
        /// Public holidays are free or paid double.
        PublicHolidays = "public_holidays",
        /// Gifts on holidays and birthdays.
        HolidayGift = "holiday_gift",
        /// A regular health check.
        HealthCheck = "health_check",
        /// A bonus at the end of the year.
        AnnualBonus = "annual_bonus",
        /// A bonus by season, project or performance.
        PerformanceBonus = "performance_bonus",
        /// A bonus for full attendance.
        FullAttendance = "full_attendance",
        /// Pay for overtime.
        OvertimePay = "overtime_pay",
        /// Both days of the weekend are free.
        WeekendOff = "weekend_off",
        /// Training, or a way to a certificate, at the employer's cost.
        Training = "training",
        /// A way up.
        Promotion = "promotion",
        /// Shares or options, a part of the profit.
        ProfitShare = "profit_share",
        /// Flexible hours.
        FlexibleHours = "flexible_hours",
        /// Team outings, tea, snacks.
        TeamLife = "team_life",
        /// Work clothes and protective gear.
        Workwear = "workwear",
        /// Staff discount.
        Discount = "discount",
        /// Fares home.
        HomeFare = "home_fare",
        /// A room for couples.
        CouplesRoom = "couples_room",
        /// Free parking.
        Parking = "parking",
        /// Childcare or places at school.
        Childcare = "childcare",
        /// A permanent post on the establishment (编制).
        Establishment = "establishment",
    }
}
