"""Sentences with figures, from the target sections of five plans, as printed.

Copied by hand from the papers: mục II of Chi Lăng, I and III of Lạng Sơn, I and II.4 of Lộc Bình,
II, III.3.3 and V of Si Ma Cai, II of Tân Yên.
"""

SENTENCES = {
    "chi-lang-nhan-ly-2024": [
        "Tập trung chỉ đạo hoàn thành 13 tiêu chí chưa đạt chuẩn bao gồm các tiêu chí",
        (
            "Ban Chỉ đạo tỉnh thẩm định xét công nhận xã đạt chuẩn nông thôn mới nâng cao trước"
            " ngày 05/12/2024."
        ),
        "chiều dài mặt đường BTXM là 14/15,7 đạt 88,17%.",
        "Tổng chiều dài 8,5 km, trong đó cứng hóa 6,60/8,5km, đạt 77,65%.",
        "Tổng chiều dài đường trục thôn là 8,472km, mặt đường BTXM là 7,86/8,472 km chiếm 92,8%",
        "theo thiết kế là 33,2 ha, theo thực tế là 27,5 ha đạt tỷ lệ tưới 82,83 % so với thiết kế",
        "năm 2023 đạt 44,91 triệu đồng (chưa đạt).",
        "Tỷ lệ lao động qua đào tạo năm 2023 đạt 71% (chưa đạt).",
        "Phấn đấu cuối năm 2024 Tỷ lệ lao động qua đào tạo đạt 75%.",
        "(áp dụng đạt cho cả nam và nữ) ≥ 95% (chưa đạt).",
        "bằng biện pháp phù hợp, hiệu quả ≥ 40%: 10% (chưa đạt).",
        "Tỷ lệ hộ gia đình thực hiện phân loại chất thải rắn tại nguồn ≥ 50%: 43,8 %, (chưa đạt).",
        "từ hệ thống cấp nước tập trung ≥ 35%: 10,3% (chưa đạt).",
        "nhà tiêu an toàn và đảm bảo 3 sạch ≥ 80%: 72,4% (chưa đạt).",
        "thẩm tra đánh giá các tiêu chí xây dựng xã nông thôn mới nâng cao trước ngày 15/11/2024.",
    ],
    "lang-son-2019": [
        (
            "nâng tổng số xã đạt chuẩn NÔNG THÔN MỚI toàn tỉnh lên 60 xã; bình quân 01 xã trên "
            "địa bàn tỉnh đạt từ 11 – 11,5 tiêu chí"
        ),
        "- Số xã đạt 19 tiêu chí có 60/207 xã, chiếm 28,99%;",
        "- Số xã đạt 15-18 tiêu chí có 02/207 xã, chiếm 0,97%;",
        "- Số xã đạt 10-14 tiêu chí có 35/207 xã, chiếm 16,91%;",
        "- Số xã đạt từ 5-9 tiêu chí có 110/207 xã, chiếm 53,14%.",
        (
            "Đối với 05 xã điểm đặc biệt khó khăn phấn đấu đạt bình quân 14 tiêu chí/xã; 20 xã "
            "biên giới phấn đấu đạt bình quân 9,5-10 tiêu chí/xã."
        ),
        (
            "phấn đấu hết năm bình quân tiêu chí 01 xã đã đạt chuẩn đạt từ 5 - 5,5 tiêu chí "
            "(theo Bộ tiêu chí nâng cao)"
        ),
        (
            "Năm 2019, phấn đấu có thêm 12 xã đạt chuẩn tiêu chí, nâng tổng số xã đạt tiêu chí "
            "lên 61/207 xã đạt chuẩn về tiêu chí giao thông, chiếm tỷ lệ 29,5%."
        ),
        (
            "phấn đấu có thêm 09 xã đạt chuẩn tiêu chí; nâng tổng số xã đạt chuẩn về tiêu chí "
            "Thủy lợi toàn tỉnh lên 160/207 chiếm tỷ lệ 77,3%."
        ),
        "nâng tổng số xã đạt chuẩn về tiêu chí lên 125/207 xã, chiếm tỷ lệ 60,4%.",
        "nâng tổng số xã đạt chuẩn tiêu chí lên 64/207 xã, chiếm tỷ lệ 30,9%.",
        "nâng tổng số xã đạt chuẩn tiêu chí lên 66/207 xã, chiếm tỷ lệ 31,9%.",
        "nâng tổng số xã đạt chuẩn về tiêu chí lên 175/207 xã, chiếm tỷ lệ 84,5%.",
        "các xã đã đạt chuẩn giai đoạn 2014 - 2016, các xã biên giới",
        (
            "đài truyền thanh xã lên 90/207 xã, chiếm tỷ lệ 43,4%, trong đó xã đạt chuẩn tiêu "
            "chí là 68/207 xã chiếm tỷ lệ 32,9%."
        ),
        "nâng tổng số xã đạt chuẩn tiêu chí toàn tỉnh lên 128/207 xã, chiếm tỷ lệ 61,8%.",
        "nâng tổng số xã đạt chuẩn tiêu chí toàn tỉnh lên 70/207 xã, chiếm tỷ lệ 33,8%.",
        "nâng tổng số xã đạt chuẩn tiêu chí toàn tỉnh lên 77/207 xã, chiếm tỷ lệ 37,2%.",
        "Duy trì tốt 207/207 xã đạt chuẩn tiêu chí.",
        "nâng tổng số xã đạt tiêu chí trên địa bàn tỉnh lên 99/207 xã, chiếm tỷ lệ 47,8%;",
        "nâng tổng số xã đạt chuẩn tiêu chí toàn tỉnh lên 193/207 xã, chiếm tỷ lệ 93,2%.",
        "nâng tổng số toàn tỉnh đạt tiêu chí lên 133/207 xã đạt tỷ lệ 64,2%.",
        "nâng tổng số xã đạt tiêu chí văn hóa toàn tỉnh là 103/207, chiếm tỷ lệ 49,8%.",
        "nâng tổng số xã đạt tiêu chí toàn tỉnh lên là 65/207 xã, chiếm tỷ lệ là 31,4%.",
        "nâng tổng số xã đạt tiêu chí toàn tỉnh là 71/207 xã, chiếm tỷ lệ 34,3%.",
        "nâng tổng số xã đạt tiêu chí toàn tỉnh lên là 194/207 xã chiếm tỷ lệ 93,7%.",
        "để thực hiện chương trình nông thôn mới năm 2019 là 3.002,8 tỷ đồng, trong đó:",
        "1. Vốn đầu tư trực tiếp cho Chương trình: 652,8 tỷ đồng chiếm 21,7%.",
        "- Vốn ngân sách Trung ương: 495,1 tỷ đồng chiếm 16,5%.",
        "- Vốn ngân sách địa phương: 157,7 tỷ đồng, chiếm 5,3%.",
        "4. Vốn tín dụng: 1.800 tỷ đồng chiếm 59,9%.",
        "6. Huy động khác: 05 tỷ đồng, chiếm 0,2%.",
    ],
    "loc-binh-2024": [
        "triển khai thực hiện chương trình trên địa bàn 19/19 xã",
        (
            "Phấn đấu đến hết năm 2024, có thêm xã Xuân Dương đạt chuẩn nông thôn mới, nâng "
            "tổng số xã đạt chuẩn nông thôn mới lên 10 xã"
        ),
        (
            "mỗi xã tăng thêm từ 01 - 02 tiêu chí, nâng bình quân tiêu chí lên 14,16 tiêu "
            "chí/xã; công nhận từ 01-02 khu dân cư nông thôn mới kiểu mẫu, từ 01-02 vườn mẫu "
            "đạt chuẩn"
        ),
        "(1) Phấn đấu xã đạt chuẩn nông thôn mới: 01 xã.",
        (
            "nâng cao chất lượng 09 tiêu chí đã đạt; hoàn thành 10 tiêu chí chưa đạt gồm: Tiêu "
            "chí 02 về Giao thông"
        ),
        "Xã Khánh Xuân phấn đấu đạt 04/04 tiêu chí để đạt chuẩn nông thôn mới kiểu mẫu năm 2024.",
        (
            "(các xã: Yên Khoái, Đồng Bục, Tú Doạn, Khuất Xá, Tú Mịch, Tam Gia, Tĩnh Bắc; xã "
            "đạt chuẩn nông thôn mới nâng cao Hữu Khánh, Khánh Xuân)"
        ),
        "(dự kiến khu dân cư tại thôn Quân Phát xã Yên Khoái).",
        "(4) Xây dựng vườn mẫu: Từ 01 vườn mẫu trở lên.",
        (
            "- Đối với 09 xã còn lại: Tiếp tục giữ vững, nâng cao chất lượng các tiêu chí đã "
            "đạt được và thực hiện tăng thêm ít nhất 01 đến 02 tiêu chí, trong đó Tiêu chí 16: "
            "Văn hóa, Tiêu chí 17: Môi trường và an toàn thực phẩm và Tiêu chí 19 về Quốc phòng"
            " và An ninh là các Tiêu chí bắt buộc"
        ),
        (
            "Năm 2024 phấn đấu có thêm 02 sản phẩm được phân hạng, đánh giá đạt chuẩn 3 sao cấp"
            " tỉnh trở lên."
        ),
        "- Phụ trách xã Thông Nhất.",
        "- Phụ trách xã Sàn Viên.",
    ],
    "si-ma-cai-2024": [
        (
            "1. Duy trì và hoàn thành 04 xã đã được công nhận đạt chuẩn nông thôn mới: Sín "
            "Chéng, Bản Mế, Nàn Sán, Cán Cẩu."
        ),
        "2. Đối với các xã còn lại hoàn thành thêm 14 tiêu chí, trong đó:",
        (
            "- Xã Sán Chải 05 tiêu chí (Thu nhập, Nghèo đa chiều, Lao động, Môi trường và ATTP,"
            " Hệ thống chính trị và tiếp cận pháp luật);"
        ),
        "- Xã Quan Hồ Thẩn 02 tiêu chí (Thông tin - truyền thông, Quốc phòng và An ninh);",
        "- Xã Thào Chư Phìn 02 tiêu chí (Y tế, Môi trường và ATTP);",
        "- Xã Lùng Thẩn 03 tiêu chí (Y tế, Trường học, Môi trường và ATTP);",
        "- Xã Nàn Sín 02 tiêu chí (Trường học, Thông tin - truyền thông).",
        (
            "3. Tổng số tiêu chí hoàn thành và duy trì là 150 tiêu chí; bình quân đạt 16,67 "
            "tiêu chí/xã."
        ),
        (
            "4. Duy trì và hoàn thành 01 thôn đạt “thôn Kiểu mẫu” (thôn Cán Chư Sừ - xã Cán "
            "Cẩu; 05 thôn đạt “thôn nông thôn mới”"
        ),
        "Phấn đấu toàn huyện có 08/09 xã đạt tiêu chí trường học.",
        "Tỷ lệ bao phủ bảo hiểm y tế đạt 96,5%",
        "Phấn đấu duy trì hoàn thành 6/9 xã tiêu chí y tế.",
        "Phấn đấu toàn huyện có thêm 06/9 xã đạt tiêu chí môi trường và an toàn thực phẩm.",
        "Phấn đấu có 07/09 xã hoàn thành tiêu chí hệ thống chính trị và tiếp cận pháp luật.",
        "Nông thôn mới dự kiến năm, 2024: 183.970 triệu đồng, trong đó:",
        "- Vốn ngân sách trung ương: 5.490 triệu đồng, gồm:",
        "+ Vốn đầu tư phát triển: 3.890 triệu đồng;",
        (
            "- Vốn lồng ghép: 161.180 triệu đồng (gồm: Chương trình Dân tộc miền núi 73.616 "
            "triệu đồng; Chương trình GNBV 87.564 triệu đồng);"
        ),
        "- Huy động tổ chức chính trị, xã hội, doanh nghiệp: 11.000 triệu đồng;",
        "- Cộng đồng dân cư tham gia đóng góp: 6.300 triệu đồng.",
    ],
    "tan-yen-2021-2025": [
        (
            "có 11 xã đạt chuẩn Bộ tiêu chí xã nông thôn mới nâng cao, 3 xã đạt chuẩn xã nông "
            "thôn mới kiểu mẫu; các xã còn lại duy trì và phấn đấu hàng năm xây dựng nâng cao "
            "ít nhất 1-2 chỉ tiêu, tiêu chí; có 43 thôn đạt chuẩn thôn nông thôn mới kiểu mẫu."
        ),
        (
            "Năm 2021: Hợp Đức, Phúc Hòa. Năm 2022: Phúc Sơn, Ngọc Châu, Quế Nham. Năm 2023: "
            "Liên Sơn, Lam Cốt. Năm 2024: Ngọc Thiện, Việt Ngọc. Năm 2025: Ngọc Vân, Ngọc Lý."
        ),
        "Năm 2023: Việt Lập. Năm 2024: Phúc Hòa, Hợp Đức.",
        (
            "Năm 2021: 11 thôn. Năm 2022: 10 thôn. Năm 2023: 13 thôn. Năm 2024: 06 thôn. Năm "
            "2025: 03 thôn."
        ),
        "đạt trên 40 triệu đồng/người/năm và cao hơn mức thu nhập bình quân chung toàn tỉnh.",
        "Phấn đấu đến năm 2025 tỷ lệ hộ nghèo còn dưới 1%",
        "có bằng cấp, chứng chỉ đạt từ 25% - 26%",
        "huyện có trên 20 sản phẩm đạt tiêu chuẩn 3 sao; 3 sản phẩm đạt tiêu chuẩn 4 sao.",
        "tỷ lệ người dân tham gia BHYT đạt 99,8%",
        "tỷ lệ rác thải được xử lý bằng công nghệ đốt đạt trên 95%",
        "với diện tích 400 -500 ha sản xuất theo tiêu chuẩn VietGap",
        "Tổng kế hoạch vốn dự kiến giai đoạn 2021-2025: 931.359 triệu đồng. Trong đó:",
        "- Ngân sách Nhà nước: 712.276 triệu đồng.",
        "- Nguồn vốn khác và vốn lồng ghép, xã hội hóa: 219.083 triệu đồng.",
        "xây dựng kế hoạch cụ thể cả giai đoạn xong trước 15/4/2021",
    ],
}
