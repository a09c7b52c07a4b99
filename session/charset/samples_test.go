package charset_test

// sample is a text of the kind that pages in that encoding hold.
type sample struct{ encoding, topic, text string }

// samples are written for these tests. Detection sees them as pages without any
// declaration.
var samples = []sample{
	{"gbk", "news", "本报讯 记者昨日从市交通局获悉，连接东西两城的地铁三号线将于下月正式开通运营。全线共设二十一座车站，首班车时间为早上六点，末班车时间为晚上十一点。市民可以使用公交卡或者手机扫码进站，票价仍然按照里程计算，起步价两元。交通部门提醒，开通初期客流较大，请大家错峰出行，注意安全。"},
	{"gbk", "shop", "商品详情：本店所有商品均为正品，支持七天无理由退货。下单后二十四小时内发货，默认使用顺丰快递，偏远地区除外。如果您收到的商品有质量问题，请联系客服并提供照片，我们会第一时间为您处理。满一百元包邮，会员享受九折优惠。库存有限，先到先得！"},
	{"gbk", "forum", "楼主说得太对了，我去年也遇到过同样的问题，重新安装驱动以后就好了。如果还是不行，建议你先把系统升级一下，然后检查内存条是不是松了。另外论坛里有一个老帖子讲得很详细，你可以搜索一下。谢谢分享，顶一个！明天我再去电脑城看看有没有合适的显卡。"},
	{"gbk", "novel", "那天夜里下着很大的雨，他一个人坐在窗前，听着雨点打在屋檐上的声音，想起了许多年以前的事情。那时候他们还住在山脚下的小村子里，每到秋天，院子里的柿子树就挂满了果实。母亲总是站在门口等他放学回家，手里拿着一把旧伞。"},
	{"gb18030", "rare characters", "本站收录生僻字资料，例如㐀㐁㐂以及𠀀𠀁𠮷等扩展区汉字。这些字在日常生活中很少使用，但是在人名和地名当中时常可以见到。使用旧编码的系统无法正确显示，因此我们建议升级到支持国家标准的软件，以便各地的用户都能够查阅这些内容。"},
	{"big5", "news", "記者陳小明台北報導：中央氣象局表示，受到東北季風影響，今天北部及東半部地區天氣轉涼，早晚溫差較大，民眾外出請攜帶外套。中南部地區則為多雲到晴的天氣，日夜溫差可達十度以上。預計週末鋒面通過，各地將有短暫陣雨，山區並請注意坍方落石。"},
	{"big5", "forum", "請問各位大大，我的電腦最近開機之後總是出現藍色畫面，重新灌過系統還是一樣，會不會是記憶體壞掉了？昨天拿去店裡檢查，老闆說可能是電源供應器的問題，可是換一個要兩千多塊，想先聽聽大家的意見再決定。謝謝大家的幫忙！"},
	{"big5", "shop", "歡迎光臨本店，我們提供各式各樣的茶葉、點心以及禮盒。購物滿一千元即可免運費，訂單確認之後三個工作天內出貨。如果您對商品有任何疑問，請撥打客服專線，或者在網站上留言，我們將盡快回覆您。本店保留修改活動內容的權利。"},
	{"shift_jis", "news", "東京都は九日、来年度から都内の公園に無料の無線通信設備を順次設置すると発表した。観光客の利便性を高めるとともに、災害時の情報提供にも役立てる考えだ。対象となるのは約百か所で、費用はおよそ三億円を見込んでいる。担当者は「多くの人に使ってもらいたい」と話している。"},
	{"shift_jis", "blog", "こんにちは！今日は久しぶりに友達と一緒にラーメンを食べに行きました。駅の近くに新しくできたお店で、スープがとても美味しかったです。平日のお昼だったのに、行列ができていてびっくりしました。次はつけ麺も食べてみたいと思います。それでは、また明日。"},
	{"shift_jis", "half-width", "ｶﾀｶﾅ商品一覧：ﾊﾟｿｺﾝ、ｷｰﾎﾞｰﾄﾞ、ﾏｳｽなどを取り扱っています。ご注文はお電話またはファックスで承ります。お支払い方法は銀行振込と代金引換をお選びいただけます。送料は全国一律五百円です。在庫がない場合はお届けまでに一週間ほどかかることがあります。"},
	{"shift_jis", "software", "このソフトウェアはフリーソフトです。ダウンロードしたファイルを解凍して、フォルダの中にある実行ファイルをダブルクリックしてください。アンインストールするときは、フォルダごと削除してください。ご意見やご感想はメールでお寄せください。再配布は自由です。"},
	{"euc-jp", "news", "政府は十日、地方の人口減少に対応するため、空き家を活用した移住支援の新しい制度を設ける方針を固めた。来年の通常国会に関連する法案を提出する。市町村が所有者と移住希望者の間を取り持ち、改修の費用の一部を国が補助する仕組みを検討している。"},
	{"euc-jp", "manual", "このコマンドは指定されたファイルの内容を標準出力に表示します。オプションを省略した場合は、最初の十行だけを表示します。複数のファイルを指定すると、それぞれの先頭にファイル名が表示されます。エラーが発生した場合は、終了コードとして一を返します。"},
	{"euc-jp", "diary", "きのうは一日じゅう雨だったので、家で本を読んでいました。図書館で借りた推理小説がとても面白くて、気がついたら夜になっていました。犯人は最後までわかりませんでした。明日は晴れるそうなので、散歩に出かけようと思います。"},
	{"euc-kr", "news", "서울시는 내년부터 시내 주요 도로에 자전거 전용 차로를 늘리기로 했다고 밝혔다. 시 관계자는 교통 혼잡을 줄이고 시민들의 건강을 돕기 위한 것이라고 설명했다. 올해 말까지 설계를 마치고 내년 봄부터 공사를 시작할 예정이며, 전체 길이는 약 백 킬로미터에 이른다."},
	{"euc-kr", "shop", "저희 쇼핑몰을 찾아 주셔서 감사합니다. 오후 두 시까지 주문하신 상품은 당일 발송되며, 배송은 보통 이틀 정도 걸립니다. 상품에 문제가 있을 경우 칠일 이내에 고객센터로 연락해 주시면 교환이나 환불을 해 드립니다. 회원 가입을 하시면 할인 쿠폰을 드립니다."},
	{"euc-kr", "forum", "안녕하세요. 어제 새로 산 컴퓨터가 자꾸 꺼져서 질문드립니다. 게임을 하다 보면 갑자기 화면이 멈추고 소리도 안 나옵니다. 드라이버도 다시 설치해 봤는데 똑같네요. 혹시 비슷한 경험이 있으신 분은 답변 부탁드립니다. 미리 감사합니다."},
	{"windows-1251", "Russian news", "Вчера в столице прошло заседание городского совета, на котором обсуждались вопросы развития общественного транспорта. По словам мэра, до конца года на улицы города выйдут ещё двести новых автобусов. Жители давно жалуются на переполненные маршруты в часы пик, и власти обещают решить эту проблему."},
	{"windows-1251", "Russian shop", "Добро пожаловать в наш интернет-магазин! У нас вы найдёте одежду, обувь и аксессуары по доступным ценам. Доставка по всей России, оплата при получении. Если товар не подошёл, вы можете вернуть его в течение четырнадцати дней. Звоните нам по телефону или пишите на почту."},
	{"windows-1251", "Bulgarian", "Времето днес ще бъде предимно слънчево, с лек вятър от запад. Температурите ще достигнат двадесет и пет градуса. Утре се очакват краткотрайни валежи в планинските райони, а в края на седмицата ще се задържи топло и сухо време в цялата страна."},
	{"windows-1251", "Ukrainian", "Учора у столиці відбулася зустріч міністрів, на якій обговорювали питання співпраці між країнами. За словами учасників, сторони домовилися про спільні проєкти у сфері освіти та науки. Наступна зустріч відбудеться навесні, її місце буде оголошено пізніше."},
	{"koi8-r", "Russian forum", "Здравствуйте! Подскажите, пожалуйста, как настроить сетевую карту под этой системой. Драйвер установился без ошибок, но адрес от сервера не приходит. Пробовал прописать его вручную, результат тот же самый. Может быть, дело в кабеле или в настройках коммутатора? Заранее спасибо за ответ."},
	{"koi8-r", "Russian library", "Глава первая. Поздним вечером по пустынной дороге медленно ехала телега, запряжённая старой лошадью. Возница дремал, накрывшись тулупом, и только изредка поднимал голову, чтобы взглянуть на далёкие огни деревни. Снег шёл третий день и не думал прекращаться."},
	{"windows-1252", "French", "Le conseil municipal s’est réuni hier soir pour débattre du projet d’aménagement de la place centrale. Les élus ont décidé de planter une centaine d’arbres et d’élargir les trottoirs. Les travaux débuteront au printemps et dureront près d’un an. « Nous avons écouté les habitants », a déclaré le maire à l’issue de la séance."},
	{"windows-1252", "German", "Die Stadtverwaltung hat gestern beschlossen, die Öffnungszeiten der Büchereien zu verlängern. Künftig können Besucher auch samstags bis zwanzig Uhr Bücher ausleihen und zurückgeben. Für Schüler und Studenten bleibt die Nutzung kostenlos. Außerdem sollen in den nächsten Jahren größere Räume für Gruppen entstehen."},
	{"windows-1252", "Spanish", "El próximo sábado se celebrará en la plaza mayor la feria del libro antiguo, que este año cumple su vigésima edición. ¿Quién no ha soñado con encontrar un tesoro entre las páginas? Los niños podrán participar en talleres de encuadernación, y habrá música en directo desde las cinco de la tarde. ¡No te lo pierdas, te esperamos mañana!"},
	{"windows-1252", "Portuguese", "A previsão do tempo para amanhã indica céu nublado e possibilidade de chuva à tarde em toda a região. As temperaturas não devem ultrapassar os vinte graus. A população deve evitar áreas sujeitas a inundações, e os serviços de emergência estão de prevenção até à próxima terça-feira, informou a proteção civil."},
	{"windows-1250", "Polish", "Wczoraj wieczorem na rynku głównym odbył się koncert z okazji święta miasta. Mimo chłodnej pogody przyszło bardzo dużo mieszkańców. Organizatorzy zapowiadają, że w przyszłym roku impreza potrwa trzy dni, a wstęp nadal będzie bezpłatny. Życzymy wszystkim udanej zabawy i do zobaczenia za rok!"},
	{"windows-1250", "Czech", "Příští týden začne oprava hlavní silnice, která potrvá přibližně dva měsíce. Řidiči musí počítat s objížďkou přes sousední obec. Autobusy budou jezdit podle upraveného jízdního řádu, který najdete na stránkách města. Děkujeme všem občanům za trpělivost a pochopení při těchto pracích."},
	{"windows-1250", "Hungarian", "A városi könyvtár őszi rendezvényei között több író-olvasó találkozó és gyerekeknek szóló műhelyfoglalkozás is szerepel. A belépés díjtalan, de a férőhelyek száma korlátozott, ezért előzetes regisztráció szükséges. Bővebb felvilágosítást a könyvtár honlapján és telefonon kaphatnak az érdeklődők."},
	{"windows-1253", "Greek", "Ο δήμος ανακοίνωσε χθες ότι θα ξεκινήσουν τα έργα για την ανάπλαση του κέντρου της πόλης. Οι κάτοικοι θα έχουν στη διάθεσή τους περισσότερους χώρους πρασίνου και πεζόδρομους. Τα έργα αναμένεται να ολοκληρωθούν μέχρι το τέλος του επόμενου έτους, σύμφωνα με τον δήμαρχο."},
	{"windows-1254", "Turkish", "Belediye başkanı dün yaptığı açıklamada, şehrin güneyinde yeni bir park yapılacağını söyledi. Çalışmalar önümüzdeki ay başlayacak ve yaklaşık bir yıl sürecek. Parkta çocuklar için oyun alanları, yürüyüş yolları ve küçük bir göl bulunacak. Vatandaşlar görüşlerini internet sitesinden iletebilir."},
	{"windows-1255", "Hebrew", "עיריית תל אביב הודיעה אתמול כי בחודש הבא ייפתח פארק חדש בצפון העיר. בפארק יהיו מתקני משחקים לילדים, שבילי הליכה ואגם קטן. תושבים המעוניינים להציע שם לפארק מוזמנים לשלוח את ההצעות שלהם באתר האינטרנט של העירייה עד סוף השבוע. הכניסה תהיה ללא תשלום."},
	{"windows-1256", "Arabic", "أعلنت بلدية المدينة أمس عن افتتاح مكتبة عامة جديدة في وسط المدينة خلال الشهر القادم. وتضم المكتبة قاعات للقراءة ومكانا مخصصا للأطفال ومجموعة كبيرة من الكتب العلمية والأدبية. ويمكن للزوار استعارة الكتب مجانا بعد التسجيل في الموقع الإلكتروني للمكتبة."},
	{"windows-874", "Thai", "เทศบาลเมืองประกาศเมื่อวานนี้ว่าจะเปิดสวนสาธารณะแห่งใหม่ในเดือนหน้า ภายในสวนมีสนามเด็กเล่น ทางเดินออกกำลังกาย และสระน้ำขนาดเล็ก ประชาชนสามารถเข้าใช้บริการได้ทุกวันโดยไม่เสียค่าใช้จ่าย ตั้งแต่เวลาห้าโมงเช้าจนถึงสามทุ่ม"},
}
